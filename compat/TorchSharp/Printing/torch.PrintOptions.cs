namespace TorchSharp
{
    public enum TensorStringStyle
    {
        Metadata,
        Julia,
        Numpy,
        CSharp,
        Default,
    }

    public static partial class torch
    {
        private static TensorStringStyle style = TensorStringStyle.Julia;

        internal static string floatFormat = "g5";
        internal static string newLine = Environment.NewLine;
        internal static int lineWidth = 100;
        internal static int maxRows = 6;
        internal static int maxColumns = 6;

        public const TensorStringStyle julia = TensorStringStyle.Julia;
        public const TensorStringStyle numpy = TensorStringStyle.Numpy;
        public const TensorStringStyle csharp = TensorStringStyle.CSharp;

        public static TensorStringStyle TensorStringStyle
        {
            get => style;
            set =>
                style =
                    value == TensorStringStyle.Default
                        ? throw new ArgumentException("The style cannot be set to 'Default'")
                        : value;
        }

        public static void set_printoptions(
            int precision,
            int? linewidth = null,
            string? newLine = null,
            bool sci_mode = false,
            int? maxRows = null,
            int? maxColumns = null
        ) => set_printoptions(null, $"{(sci_mode ? "E" : "F")}{precision}", linewidth, newLine, maxRows, maxColumns);

        public static void set_printoptions(
            TensorStringStyle? style = null,
            string? floatFormat = null,
            int? linewidth = null,
            string? newLine = null,
            int? maxRows = null,
            int? maxColumns = null
        )
        {
            torch.style = style ?? torch.style;
            torch.floatFormat = floatFormat ?? torch.floatFormat;
            lineWidth = linewidth ?? lineWidth;
            torch.newLine = newLine ?? torch.newLine;
            torch.maxRows = maxRows ?? torch.maxRows;
            torch.maxColumns = maxColumns ?? torch.maxColumns;
        }
    }
}
