// Tensor counts, the random generator and the thread count belong to the process.
[assembly: DoNotParallelize]
