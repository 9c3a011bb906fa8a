using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public override string ToString() => IsInvalid ? "" : TensorFormatter.Metadata(this);

        public string ToString(
            bool disamb,
            string? fltFormat = null,
            int? width = null,
            CultureInfo? cultureInfo = null,
            string? newLine = null
        ) => disamb ? ToString(torch.TensorStringStyle, fltFormat, width, cultureInfo, newLine) : ToString();

        public string ToString(
            TensorStringStyle style,
            string? fltFormat = null,
            int? width = null,
            CultureInfo? cultureInfo = null,
            string? newLine = null
        ) =>
            new TensorFormatter(
                fltFormat ?? floatFormat,
                width ?? lineWidth,
                cultureInfo ?? CultureInfo.CurrentCulture,
                newLine ?? torch.newLine
            ).Format(this, style == TensorStringStyle.Default ? torch.TensorStringStyle : style);

        /// <summary>A number, or lists of lists of numbers.</summary>
        public object tolist()
        {
            if (dim() == 0)
                return ToScalar();
            var list = new System.Collections.ArrayList();
            foreach (var part in unbind())
            {
                list.Add(part.tolist());
                part.Dispose();
            }
            return list;
        }
    }
}
