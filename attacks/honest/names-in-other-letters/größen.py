STUFEN = {"letter": 50, "packet": 2_000, "parcel": 31_500}
ΔΕΜΑ = "pallet"
