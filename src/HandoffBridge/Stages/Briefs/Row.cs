namespace HandoffBridge.Stages.Briefs;

/// <summary>What templates see of a thing: names and strings, lists of rows. Never an entity, whose every public property a template could read.</summary>
internal sealed class Row() : Dictionary<string, object?>(StringComparer.Ordinal);
