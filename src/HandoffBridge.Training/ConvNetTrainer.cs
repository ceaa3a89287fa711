using HandoffBridge.Extraction.Features;
using HandoffBridge.Extraction.Models;

namespace HandoffBridge.Training;

/// <summary>What the network learns from: a passage, the facts with the scores around, the wanted outputs.</summary>
/// <param name="Example">The passage.</param>
/// <param name="Facts">With the out-of-fold scores of the passages around.</param>
internal sealed record NetInput(Example Example, float[] Facts);

/// <summary>Trains a <see cref="ConvNet"/>: Adam, small batches, dropout of words, inputs and hidden units; one thread, one order.</summary>
internal sealed class ConvNetTrainer
{
    private const int Filters = 128, Hidden = 128, Batch = 32, Window = ConvNet.Window;
    private const float Rate = 0.002f, Decay = 0.03f, DropWord = 0.1f, DropInput = 0.25f, DropHidden = 0.4f;
    private static readonly int FactsBeside = PassageFacts.Length - Meaning.Length;

    private readonly int _view, _stride, _inputs;
    private readonly Randomness _random;
    private readonly Parameters _words, _marks, _filterBias, _first, _firstBias, _second, _secondBias;
    private readonly Parameters[] _all;
    private readonly float[] _window, _vector = new float[WordVectors.Shared.Stride];
    private readonly bool[] _dropped = new bool[ConvNet.MaxTokens];
    private readonly byte[] _tokenMarks = new byte[ConvNet.MaxTokens * 24];
    private readonly int[] _markCount = new int[ConvNet.MaxTokens];
    private readonly int[] _place = new int[Filters];
    private readonly float[] _answers = new float[Filters];
    private readonly float[] _input, _inputError, _facts;
    private readonly float[] _hidden = new float[Hidden], _hiddenError = new float[Hidden];
    private readonly float[] _output = new float[ConvNet.Outputs];

    private ConvNetTrainer(uint seed)
    {
        (_view, _stride) = WordVectors.Shared.View((int)seed + 1);
        _inputs = Filters + _stride + FactsBeside;
        _window = new float[(ConvNet.MaxTokens + 2) * _stride];
        _input = new float[_inputs];
        _inputError = new float[_inputs];
        _facts = new float[_inputs - Filters];
        _random = new Randomness(seed);
        _words = Parameters.Random(Filters * Window * _stride, MathF.Sqrt(1f / 300), Decay, _random);
        _marks = Parameters.Random(Window * TokenMarks.Count * Filters, 0.05f, Decay, _random);
        _filterBias = Parameters.Zero(Filters);
        _first = Parameters.Random(Hidden * _inputs, MathF.Sqrt(2f / _inputs), Decay, _random);
        _firstBias = Parameters.Zero(Hidden);
        _second = Parameters.Random(ConvNet.Outputs * Hidden, MathF.Sqrt(1f / Hidden), Decay, _random);
        _secondBias = Parameters.Zero(VectorMath.Padded(ConvNet.Outputs));
        _all = [_words, _marks, _filterBias, _first, _firstBias, _second, _secondBias];
    }

    /// <summary>Trains a network.</summary>
    public static ConvNet Train(IReadOnlyList<NetInput> data, int epochs, uint seed)
    {
        var trainer = new ConvNetTrainer(seed);
        var order = Enumerable.Range(0, data.Count).ToArray();
        var steps = epochs * ((data.Count + Batch - 1) / Batch);
        var step = 0;
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            trainer._random.Shuffle(order);
            for (var from = 0; from < order.Length; from += Batch)
            {
                var to = Math.Min(order.Length, from + Batch);
                for (var b = from; b < to; b++) trainer.Learn(data[order[b]]);
                step++;
                var rate = Rate * (1.02f - ((float)step / steps));
                foreach (var p in trainer._all) p.Step(rate, 1f / (to - from), step);
            }
        }

        return trainer.Net();
    }

    private ConvNet Net() => new()
    {
        Filters = Filters, Hidden = Hidden, Words = WholeWords(), Marks = _marks.Values, FilterBias = _filterBias.Values,
        First = WholeFirst(), FirstBias = _firstBias.Values, Second = _second.Values, SecondBias = _secondBias.Values[..ConvNet.Outputs],
    };

    // what belongs to the other source of word vectors weighs nothing
    private float[] WholeWords()
    {
        var all = WordVectors.Shared.Stride;
        var whole = new float[Filters * Window * all];
        for (var i = 0; i < Filters * Window; i++) _words.Values.AsSpan(i * _stride, _stride).CopyTo(whole.AsSpan((i * all) + _view));
        return whole;
    }

    private float[] WholeFirst()
    {
        var all = Filters + PassageFacts.Length;
        var whole = new float[Hidden * all];
        for (var j = 0; j < Hidden; j++)
        {
            var from = _first.Values.AsSpan(j * _inputs, _inputs);
            var to = whole.AsSpan(j * all, all);
            from[..Filters].CopyTo(to);
            from.Slice(Filters, _stride).CopyTo(to[(Filters + _view)..]);
            from[^FactsBeside..].CopyTo(to[^FactsBeside..]);
        }

        return whole;
    }

    private void ReadFacts(float[] all)
    {
        all.AsSpan(_view, _stride).CopyTo(_facts);
        all.AsSpan(Meaning.Length).CopyTo(_facts.AsSpan(_stride));
    }

    private void Learn(NetInput data)
    {
        Convolve(data.Example);
        ReadFacts(data.Facts);
        const float KeepInput = 1 / (1 - DropInput);
        for (var i = 0; i < Filters; i++) _input[i] = _random.Uniform() < DropInput ? 0 : _answers[i] * KeepInput;
        for (var i = 0; i < _facts.Length; i++) _input[Filters + i] = _random.Uniform() < DropInput ? 0 : _facts[i] * KeepInput;
        for (var j = 0; j < Hidden; j++)
        {
            var a = _firstBias.Values[j] + VectorMath.Dot(_first.Values.AsSpan(j * _inputs, _inputs), _input);
            _hidden[j] = a <= 0 || _random.Uniform() < DropHidden ? 0 : a / (1 - DropHidden);
        }

        for (var k = 0; k < _output.Length; k++) _output[k] = _secondBias.Values[k] + VectorMath.Dot(_second.Values.AsSpan(k * Hidden, Hidden), _hidden);
        if (!OutputError(data.Example)) return;
        Array.Clear(_hiddenError);
        for (var k = 0; k < _output.Length; k++)
        {
            _secondBias.Gradient[k] += _output[k];
            VectorMath.AddScaled(_second.Gradient.AsSpan(k * Hidden, Hidden), _hidden, _output[k]);
            VectorMath.AddScaled(_hiddenError, _second.Values.AsSpan(k * Hidden, Hidden), _output[k]);
        }

        Array.Clear(_inputError);
        for (var j = 0; j < Hidden; j++)
        {
            if (_hidden[j] <= 0) continue;
            var error = _hiddenError[j] / (1 - DropHidden);
            _firstBias.Gradient[j] += error;
            VectorMath.AddScaled(_first.Gradient.AsSpan(j * _inputs, _inputs), _input, error);
            VectorMath.AddScaled(_inputError.AsSpan(0, Filters), _first.Values.AsSpan(j * _inputs, Filters), error);
        }

        FilterError(KeepInput);
    }

    /// <summary>Turns outputs into errors of a softmax; false where the passage is no example.</summary>
    private bool OutputError(Example e)
    {
        var wanted = 0;
        foreach (var l in e.Label)
        {
            if (l == 1) wanted++;
        }

        if (wanted == 0 && e.Label.Any(l => l < 0)) return false;
        ConvNet.Softmax(_output.AsSpan(0, ConvNet.KindOutputs));
        for (var k = 0; k < ConvNet.KindOutputs; k++)
            _output[k] -= k == 0 ? (wanted == 0 ? 1f : 0f) : e.Label[k - 1] == 1 ? 1f / wanted : 0f;
        var stances = _output.AsSpan(ConvNet.KindOutputs);
        if (e.Stance == -2)
        {
            stances.Clear();
            return true;
        }

        ConvNet.Softmax(stances);
        stances[e.Stance + 1] -= 1;
        return true;
    }

    private void Convolve(Example e)
    {
        var count = Math.Min(ConvNet.MaxTokens, e.Tokens.Length);
        if (count < ConvNet.MaxTokens) _markCount[count] = 0;
        _window.AsSpan(0, (count + 2) * _stride).Clear();
        for (var i = 0; i < count; i++)
        {
            _dropped[i] = _random.Uniform() < DropWord;
            _markCount[i] = _dropped[i] ? 0 : TokenMarks.Read(e.Tokens[i], e.Classes[i], _tokenMarks.AsSpan(i * 24, 24));
            if (!_dropped[i] && e.Tokens[i].Role == Role.None && e.Tokens[i].Vector >= 0)
            {
                WordVectors.Shared.Read(e.Tokens[i].Vector, _vector);
                _vector.AsSpan(_view, _stride).CopyTo(_window.AsSpan((i + 1) * _stride, _stride));
            }
        }

        Array.Clear(_answers);
        Array.Fill(_place, -1);
        Span<float> basis = stackalloc float[Filters];
        for (var i = 0; i < count; i++)
        {
            _filterBias.Values.CopyTo(basis);
            for (var p = 0; p < Window; p++)
            {
                var j = i + p - 1;
                if (j < 0 || j >= count) continue;
                foreach (var m in _tokenMarks.AsSpan(j * 24, _markCount[j]))
                    VectorMath.Add(basis, _marks.Values.AsSpan(((p * TokenMarks.Count) + m) * Filters, Filters));
            }

            var x = _window.AsSpan(i * _stride, Window * _stride);
            for (var f = 0; f < Filters; f++)
            {
                var a = basis[f] + VectorMath.Dot(_words.Values.AsSpan(f * Window * _stride, Window * _stride), x);
                if (a > _answers[f]) (_answers[f], _place[f]) = (a, i);
            }
        }
    }

    private void FilterError(float keep)
    {
        for (var f = 0; f < Filters; f++)
        {
            if (_input[f] <= 0 || _place[f] < 0) continue;
            var error = _inputError[f] * keep;
            _filterBias.Gradient[f] += error;
            VectorMath.AddScaled(_words.Gradient.AsSpan(f * Window * _stride, Window * _stride), _window.AsSpan(_place[f] * _stride, Window * _stride), error);
            for (var p = 0; p < Window; p++)
            {
                var j = _place[f] + p - 1;
                if (j < 0 || j >= ConvNet.MaxTokens || (j + 1) * _stride >= _window.Length) continue;
                foreach (var m in _tokenMarks.AsSpan(j * 24, _markCount[j])) _marks.Gradient[(((p * TokenMarks.Count) + m) * Filters) + f] += error;
            }
        }
    }
}
