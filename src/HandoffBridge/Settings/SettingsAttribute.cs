namespace HandoffBridge.Settings;

/// <summary>Marks a class whose public properties are the settings under one section. Properties that are lists bind to arrays.</summary>
/// <param name="section">Such as "Crm:Dataverse".</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SettingsAttribute(string section) : Attribute
{
    /// <summary>The section.</summary>
    public string Section { get; } = section;
}

/// <summary>One line of meaning: what appsettings.example.json says beside the setting.</summary>
/// <param name="text">Unit, default and effect in one line.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MeaningAttribute(string text) : Attribute
{
    /// <summary>The line.</summary>
    public string Text { get; } = text;

    /// <summary>True where the value may come from a file named by the setting with "File" appended.</summary>
    public bool Secret { get; init; }
}

/// <summary>A setting that keeps the program from starting. The message names the setting and the remedy.</summary>
public sealed class SettingsException(string message) : Exception(message);
