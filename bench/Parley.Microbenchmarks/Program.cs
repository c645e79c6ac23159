using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Running;
using Parley.Microbenchmarks;

// The small parts by themselves, with what they allocate: `eng/bench micro --filter '*Ring*'`.
var config = DefaultConfig.Instance.AddDiagnoser(MemoryDiagnoser.Default);
BenchmarkSwitcher.FromAssembly(typeof(Samples).Assembly).Run(args, config);
