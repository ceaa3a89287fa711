using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using HandoffBridge.Extraction.Features;

namespace HandoffBridge.Extraction.Models;

internal sealed partial class FirstModel
{
    /// <summary>Buffers of one thread, with the weights of words met before.</summary>
    public sealed class Workspace
    {
        /// <summary>Where the parts of a word's weights stand.</summary>
        public const int Word = 0, Parts = 1, BeforeSame = 2, BeforeOther = 3, AfterSame = 4, AfterOther = 5;

        /// <summary>Before the weights by voice, which count from 1.</summary>
        public const int Spoken = 5;

        private const int Length = 9;
        // frequent words keep their weights; rarer ones share slots
        private const int SlotBits = 13, Frequent = 1 << SlotBits;
        private readonly Key[] _keys = new Key[Frequent * 2];
        private readonly Vector128<short>[] _weights = new Vector128<short>[Length * Frequent * 2];
        private readonly long[] _typed = new long[ClassBits];
        private FirstModel? _model;
        private string? _type;
        private uint _voice;

        /// <summary>What was summed of each passage of the document.</summary>
        public Sums[] Sums { get; private set; } = [];

        /// <summary>What the meaning of each passage says of it, of the next and of the one before.</summary>
        public float[] Meanings { get; private set; } = [];

        /// <summary>What tells of several words.</summary>
        public FeatureList Features { get; } = new();

        /// <summary>Starts a document.</summary>
        public void Start(DocumentReading doc, FirstModel model)
        {
            if (_model != model)
            {
                _model = model;
                _type = null;
                Array.Clear(_keys);
            }

            if (Sums.Length >= doc.Passages.Count) return;
            Sums = new Sums[doc.Passages.Count * 2];
            Meanings = new float[Sums.Length * 3 * Kinds];
        }

        /// <summary>The weights of a word.</summary>
        public ReadOnlySpan<Vector128<short>> Of(in Token t, LinearTable table)
        {
            var slot = t.Role == Role.None && (uint)t.Vector < Frequent ? t.Vector : Frequent + (int)((t.Hash * 0x9E3779B1u) >> (32 - SlotBits));
            var weights = _weights.AsSpan(slot * Length, Length);
            var key = new Key(t.Hash, t.Stem, t.Tail, 1 + (int)t.Shape);
            if (_keys[slot] == key) return weights;
            _keys[slot] = key;
            Fill(t, table, weights);
            return weights;
        }

        /// <summary>The weights of classes by who speaks in what kind of document.</summary>
        public ReadOnlySpan<long> Typed(string type, uint voice, LinearTable table)
        {
            if (voice == _voice && type == _type) return _typed;
            (_type, _voice) = (type, voice);
            var hash = Hashing.Of(type);
            for (var c = 0u; c < ClassBits; c++) _typed[c] = table.Bytes(FeatureReader.Typed(hash, voice, c), Family.Sided);
            return _typed;
        }

        private static void Fill(in Token t, LinearTable table, Span<Vector128<short>> weights)
        {
            var word = t.Hash;
            weights[Word] = Of(word, Family.Words);
            weights[Parts] = t.Shape == TokenShape.Word ? Of(FeatureReader.Stem(t), Family.Parts) + Of(FeatureReader.Tail(t), Family.Parts) : default;
            weights[BeforeSame] = Of(FeatureReader.Neighbour(word, -1), Family.Before) + Of(FeatureReader.Neighbour(word, -1, sameLine: true), Family.Before);
            weights[BeforeOther] = Of(FeatureReader.Neighbour(word, -1), Family.Before) + Of(FeatureReader.Neighbour(word, -1, sameLine: false), Family.Before);
            weights[AfterSame] = Of(FeatureReader.Neighbour(word, 1), Family.After) + Of(FeatureReader.Neighbour(word, 1, sameLine: true), Family.After);
            weights[AfterOther] = Of(FeatureReader.Neighbour(word, 1), Family.After) + Of(FeatureReader.Neighbour(word, 1, sameLine: false), Family.After);
            for (var voice = 1; voice <= 3; voice++) weights[Spoken + voice] = t.Shape == TokenShape.Mark ? default : Of(FeatureReader.Spoken((uint)voice, word), Family.Sided);

            Vector128<short> Of(uint hash, Family family) => LinearTable.Widen(table.Bytes(hash, family));
        }

        /// <summary>All that the weights of a word depend on; Shape is 0 in a slot where nothing was kept yet.</summary>
        [StructLayout(LayoutKind.Auto)]
        private readonly record struct Key(uint Hash, uint Stem, uint Tail, int Shape);
    }
}
