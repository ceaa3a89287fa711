using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using HandoffBridge.Benchmarks;

if (args is ["pages", ..])
{
    await PageLoad.RunAsync(args);
    return;
}

// The out-of-process toolchain would restore a project of its own; in process the numbers are of the same code.
var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(ExtractionBenchmarks).Assembly).Run(args, config);
