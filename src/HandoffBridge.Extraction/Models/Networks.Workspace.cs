using System.Runtime.InteropServices;
using HandoffBridge.Extraction.Features;

namespace HandoffBridge.Extraction.Models;

internal sealed partial class Networks
{
    /// <summary>Buffers of one thread, with the filters' answers to tokens met before.</summary>
    public sealed class Workspace
    {
        // frequent words keep their answers; rarer ones share slots, and so do signs, figures and names
        private const int Frequent = 4096, Rare = 8192, Wordless = 256;
        private const int Kept = Frequent + Rare + Wordless;

        private readonly Key[] _keys = new Key[Kept];
        private readonly int[] _used = new int[Kept];
        private Networks? _networks;
        private int _passage;
        private int _spare;

        /// <summary>Entries of answers: those kept, then one a token for a passage whose tokens share a slot, then silence.</summary>
        public sbyte[] Answers { get; private set; } = [];

        /// <summary>Answers to one token before they are made bytes.</summary>
        public short[] Sums { get; private set; } = [];

        /// <summary>Where the answers to nothing stand.</summary>
        public int Silence { get; private set; }

        /// <summary>Inputs of all rows.</summary>
        public short[] Input { get; private set; } = [];

        /// <summary>Inputs of a row: the filters of all networks, then the facts.</summary>
        public int InputLength { get; private set; }

        /// <summary>Hidden units of all rows.</summary>
        public short[] Hidden { get; private set; } = [];

        /// <summary>Pairs of inputs that are not silent.</summary>
        public (int Weight, int Input)[] Pairs { get; private set; } = [];

        /// <summary>Makes the buffers fit; what is kept of other networks is forgotten.</summary>
        public void Fit(Networks networks)
        {
            if (_networks == networks) return;
            _networks = networks;
            Array.Clear(_keys);
            Silence = (Kept + ConvNet.MaxTokens) * networks.Entry;
            Answers = GC.AllocateUninitializedArray<sbyte>(Silence + networks.Entry);
            Answers.AsSpan(Silence).Clear();
            Sums = new short[networks.Entry];
            InputLength = networks._allFilters + networks._facts;
            Input = new short[Rows * InputLength];
            Hidden = new short[Rows * networks._hidden];
            Pairs = new (int, int)[(networks.Inputs / 2) + 1];
        }

        /// <summary>Starts a passage: answers given from here on stay until the next.</summary>
        public void Next()
        {
            _passage++;
            _spare = Kept;
        }

        /// <summary>Where the answers of all filters to a token stand.</summary>
        public int AnswersTo(Networks networks, in Token token, ulong classes)
        {
            var key = new Key(classes, 1 + (token.Role == Role.None ? token.Vector + 1 : 0), TokenMarks.Beside(token));
            if (key.IsSilent) return Silence;
            var slot = key.Word is > 1 and < Frequent + 2 ? key.Word - 2 : key.Slot();
            // a frequent word that opens a phrase here
            if (slot < Frequent && _keys[slot].Word != 0 && _keys[slot] != key) slot = key.Slot();
            var known = _keys[slot] == key;
            if (!known && _used[slot] == _passage) slot = _spare++;
            else _used[slot] = _passage;
            if (known)
            {
                VectorMath.Prefetch(ref Answers[slot * networks.Entry], networks.Entry);
                return slot * networks.Entry;
            }

            if (slot < Kept) _keys[slot] = key;
            Span<byte> marks = stackalloc byte[24];
            var n = TokenMarks.Read(token, classes, marks);
            networks.Answer(key.Word - 2, marks[..n], this, Answers.AsSpan(slot * networks.Entry, networks.Entry));
            return slot * networks.Entry;
        }

        /// <summary>All that answers depend on.</summary>
        /// <param name="Classes">Word classes.</param>
        /// <param name="Word">Row of the word vectors plus two; 1 for none, 0 in a slot where nothing was kept yet.</param>
        /// <param name="Beside">The other marks.</param>
        [StructLayout(LayoutKind.Auto)]
        private readonly record struct Key(ulong Classes, int Word, int Beside)
        {
            public bool IsSilent => Word == 1 && Classes == 0 && Beside == 0;

            public int Slot()
            {
                var hash = (int)(((Classes * 0x9E3779B97F4A7C15ul) ^ ((ulong)(uint)Word * 0xC2B2AE3D27D4EB4Ful) ^ ((ulong)Beside * 0x165667B19E3779F9ul)) >> 40);
                return Word == 1 ? Frequent + Rare + (hash & (Wordless - 1)) : Frequent + (hash & (Rare - 1));
            }
        }
    }
}
