"""The same small book, typeset twice: python office.py"""

from nodes import Appendix, Figure, Paragraph, Section
from typeset import ExporterFactory

BOOK = Section(
    "Harbours",
    [
        Section("Ropes", [Paragraph("A rope is laid."), Figure("Three strands")]),
        Appendix("Knots", [Section("Bends", [])]),
    ],
)


def main():
    for _ in range(2):
        for line in ExporterFactory.create("text").export(BOOK):
            print(line)
        print("---")


if __name__ == "__main__":
    main()
