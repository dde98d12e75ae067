import tariff_tools_of_the_department

CODE = "TOOLS"
TITLE = "Only on their machine"
bill = tariff_tools_of_the_department.bill
