namespace HandoffBridge.Training;

/// <summary>A small generator of our own: the framework's may change from one version to the next, and the model with it.</summary>
internal sealed class Randomness(uint seed)
{
    private uint _state = (seed * 2654435761u) + 12345u;

    /// <summary>From 0 up to, not including, 1.</summary>
    public float Uniform()
    {
        _state = (_state * 1664525u) + 1013904223u;
        return (_state >> 8) * (1f / 16777216f);
    }

    /// <summary>About normal, mean 0, deviation 1.</summary>
    public float Normal()
    {
        var sum = 0f;
        for (var i = 0; i < 12; i++) sum += Uniform();
        return sum - 6;
    }

    /// <summary>Puts the items in random order.</summary>
    public void Shuffle(int[] items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = (int)(Uniform() * (i + 1));
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
