using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>What a user said of one column whose values are to get keys.</summary>
internal sealed record KeyColumn(string Output, string Input, int MaximumNumberOfKeys, bool Sorted, bool NamesAsText)
{
    public static KeyColumn Of(string output, string input, int maximumNumberOfKeys, bool sorted, bool namesAsText) =>
        new(Check.NotBlank(output, "outputColumnName"), input ?? output, maximumNumberOfKeys, sorted, namesAsText);
}

/// <summary>Finds the values that get keys: one map a column, all in one pass over the data.</summary>
internal static class KeyTraining
{
    public static KeyMap[] Train(IHost host, IDataView data, KeyColumn[] columns, IDataView keyData)
    {
        using var channel = host.Start("Training");
        var inputs = columns.Select(column => KeyInput.Find(data.Schema, column.Input)).ToArray();
        return keyData is null
            ? FromData(channel, data, columns, inputs)
            : FromKeyData(channel, keyData, columns, inputs);
    }

    private static KeyMap[] FromData(
        IChannel channel,
        IDataView data,
        KeyColumn[] columns,
        DataViewSchema.Column[] inputs
    )
    {
        foreach (var column in columns)
            Check.Param(column.MaximumNumberOfKeys > 0, "MaxNumTerms", "Must be positive");

        using var cursor = data.GetRowCursor(inputs.DistinctBy(input => input.Index));
        var collectors = columns
            .Zip(inputs, (column, input) => KeyCollector.Make(cursor, input, column.MaximumNumberOfKeys))
            .ToArray();
        while (collectors.Any(collector => collector.IsOpen) && cursor.MoveNext())
        {
            foreach (var collector in collectors)
            {
                if (collector.IsOpen)
                    collector.ReadRow();
            }
        }

        var maps = columns.Zip(collectors, (column, collector) => collector.Finish(column.Sorted)).ToArray();
        for (var i = 0; i < maps.Length; i++)
        {
            if (maps[i].Count == 0)
                channel.Warning(
                    MessageSensitivity.Schema,
                    $"Term map for output column '{columns[i].Output}' contains no entries."
                );
        }
        return maps;
    }

    /// <summary>One map for all columns, which are then of one type; the first column's order counts.</summary>
    private static KeyMap[] FromKeyData(
        IChannel channel,
        IDataView keyData,
        KeyColumn[] columns,
        DataViewSchema.Column[] inputs
    )
    {
        var (keys, type) = (keyData.Schema[0], inputs[0].Type.ItemType());
        Check.Param(
            keys.Type.Equals(type),
            nameof(keyData),
            $"Input data's column must be of type '{type}' but was '{keys.Type}'"
        );

        using var cursor = keyData.GetRowCursor([keys]);
        var collector = KeyCollector.Make(cursor, keys, int.MaxValue);
        while (cursor.MoveNext())
            collector.ReadRow();
        var map = collector.Finish(columns[0].Sorted);
        if (map.Count == 0)
            channel.Warning(MessageSensitivity.None, "Map from the term data resulted in an empty map.");

        for (var i = 0; i < inputs.Length; i++)
            Check.Param(
                inputs[i].Type.ItemType().Equals(type),
                nameof(keyData),
                $"Terms from input data type '{type}' but mismatches column '{columns[i].Output}' item type '{inputs[i].Type.ItemType()}'"
            );
        return columns.Select(_ => map).ToArray();
    }
}

internal static class KeyInput
{
    public static DataViewSchema.Column Find(DataViewSchema schema, string name)
    {
        var column = schema.Find(name);
        return column.Type.ItemType() is PrimitiveDataViewType item && PrimitiveTypes.HasDataViewType(item.RawType)
            ? column
            : throw Check.WrongColumn(
                "inputSchema",
                "input",
                name,
                "standard type or a vector of standard type",
                $"{column.Type}"
            );
    }
}
