// All sources but serialization.cpp as one: reading libtorch's headers takes most of the time, once a file. These together
// take as long as serialization.cpp alone, and the two are compiled side by side.
#include "autograd.cpp"
#include "dispatch.cpp"
#include "function.cpp"
#include "runtime.cpp"
#include "tensor.cpp"
