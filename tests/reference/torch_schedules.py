"""Learning rates of PyTorch's schedules over twelve epochs.

    python3 tests/reference/torch_schedules.py > tests/compat/TorchSharp/Golden/torch_schedules.txt
"""

import warnings

import torch
from torch.optim import lr_scheduler as schedules

warnings.simplefilter("ignore")

METRICS = [5, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3]

MAKERS = {
    "StepLR": lambda o: schedules.StepLR(o, 3, gamma=0.5),
    "MultiStepLR": lambda o: schedules.MultiStepLR(o, [2, 5], gamma=0.1),
    "ExponentialLR": lambda o: schedules.ExponentialLR(o, 0.9),
    "CosineAnnealingLR": lambda o: schedules.CosineAnnealingLR(o, 5, eta_min=0.01),
    "LinearLR": lambda o: schedules.LinearLR(o, start_factor=0.25, total_iters=4),
    "ConstantLR": lambda o: schedules.ConstantLR(o, factor=0.5, total_iters=3),
    "PolynomialLR": lambda o: schedules.PolynomialLR(o, total_iters=6, power=2.0),
    "LambdaLR": lambda o: schedules.LambdaLR(o, lambda epoch: 1 / (epoch + 1)),
    "MultiplicativeLR": lambda o: schedules.MultiplicativeLR(o, lambda epoch: 0.8),
    "OneCycleLR": lambda o: schedules.OneCycleLR(o, 0.5, total_steps=13),
    "OneCycleLRLinear": lambda o: schedules.OneCycleLR(
        o, 0.5, total_steps=13, anneal_strategy="linear", three_phase=True
    ),
    "ReduceLROnPlateau": lambda o: schedules.ReduceLROnPlateau(o, factor=0.5, patience=1, cooldown=1),
}

for name, make in MAKERS.items():
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1, momentum=0.9)
    scheduler = make(optimizer)
    rates = []
    for epoch in range(12):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if name == "ReduceLROnPlateau":
            scheduler.step(METRICS[epoch])
        else:
            scheduler.step()
    print(name, *map(repr, rates))
