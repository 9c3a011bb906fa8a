"""Learning rates of PyTorch's schedulers, as shares of the highest rate, for the trainer's own formulas.

    python3 tests/reference/trainer_schedules.py > tests/training/Golden/trainer_schedules.txt

A line is a name and the rates before each of twelve steps.
"""

import warnings

import torch
from torch.optim import lr_scheduler as schedules

warnings.simplefilter("ignore")

LOSSES = [5, 4, 4, 4, 4, 3, 3, 2.9999, 3, 3, 2, 2]


def warm_cosine(o):
    warm = schedules.LambdaLR(o, lambda step: (step + 1) / 4)
    cosine = schedules.CosineAnnealingLR(o, 8)
    return schedules.SequentialLR(o, [warm, cosine], milestones=[4])


MAKERS = {
    "Step": lambda o: schedules.StepLR(o, 3, gamma=0.5),
    "Exponential": lambda o: schedules.ExponentialLR(o, 0.9),
    "Cosine": lambda o: schedules.CosineAnnealingLR(o, 12, eta_min=0.01),
    "WarmCosine": warm_cosine,
    "OneCycle": lambda o: schedules.OneCycleLR(o, 1.0, total_steps=12, cycle_momentum=False),
    "OneCycleEarly": lambda o: schedules.OneCycleLR(
        o, 1.0, total_steps=12, pct_start=0.1, div_factor=10, final_div_factor=100, cycle_momentum=False
    ),
    "Plateau": lambda o: schedules.ReduceLROnPlateau(o, factor=0.5, patience=1),
    "PlateauLowest": lambda o: schedules.ReduceLROnPlateau(o, factor=0.5, patience=0, threshold=0.3, min_lr=0.2),
}

for name, make in MAKERS.items():
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    scheduler = make(optimizer)
    rates = []
    for step in range(12):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if name.startswith("Plateau"):
            scheduler.step(LOSSES[step])
        else:
            scheduler.step()
    print(name, *map(repr, rates))
