namespace HandoffBridge;

/// <summary>A failure whose message is a sentence for people: it names the thing and the remedy and holds no customer text.</summary>
public class SentenceException(string message, Exception? inner = null) : Exception(message, inner);
