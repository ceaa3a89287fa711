using System.Collections;

namespace HandoffBridge.Tests.Support;

/// <summary>A database engine a test runs on.</summary>
public enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>Both engines: every test that touches the database runs on each.</summary>
public sealed class Engines : IEnumerable<object[]>
{
    public IEnumerator<object[]> GetEnumerator() => Enum.GetValues<Engine>().Select(e => new object[] { e }).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
