global using Microsoft.ML;
global using Microsoft.ML.Data;
global using Microsoft.ML.Runtime;
global using Microsoft.ML.Transforms;
global using Microsoft.ML.Transforms.Onnx;
