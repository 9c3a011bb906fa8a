"""What all of PyTorch's programs in the contests share: settings, memory, and the loop of questions and answers."""

import pathlib
import sys

import torch

# The newer versions run LSTM layers by oneDNN, which is not always the faster way: both are measured.
NEWER = int(torch.__version__.split(".")[0]) >= 2
SETTINGS = ["onednn", "plain"] if NEWER else ["plain"]


def choose(setting):
    torch.backends.mkldnn.set_flags(setting == "onednn" or not NEWER)


def about():
    config = torch.__config__.show()
    parts = [f"torch {torch.__version__}", f"{torch.get_num_threads()} threads"]
    parts += [line.strip(" -") for line in config.splitlines() if "CPU capability" in line or "MKL-DNN" in line]
    return ", ".join(parts)


def status(what):
    line = next(line for line in pathlib.Path("/proc/self/status").read_text().splitlines() if line.startswith(what))
    return int(line.split()[1]) * 1024


def peak_memory(work):
    """Bytes more at the highest point of some work than just before it."""
    pathlib.Path("/proc/self/clear_refs").write_text("5")
    before = status("VmRSS")
    work()
    return status("VmHWM") - before


def serve(answers):
    """The threads are the first argument of the program; each line of input is a question, a name and its words."""
    torch.set_num_threads(int(sys.argv[1]))
    torch.manual_seed(1)
    answers = {"about": about, "settings": lambda: " ".join(SETTINGS), **answers}
    for line in sys.stdin:
        name, *words = line.split()
        print(answers[name](*words), flush=True)
