using System.Diagnostics;
using Amazon.Runtime;
using Amazon.S3;
using Parley.Blobs.S3;
using Xunit;

namespace Parley.Testing;

/// <summary>
/// A real S3 server (s3rver, in tests/tools/s3) for the tests of one process: a bucket in a temporary folder, on a free port of the loopback address, ended with the process. Where
/// its packages cannot be installed, tests that need it are skipped, except in CI, where they fail.
/// </summary>
public sealed class S3Server
{
    public const string Bucket = "parley-tests";

    /// <summary>What it takes as the access key's id, and as its secret.</summary>
    public const string Credentials = "S3RVER";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<S3Server>> Instance = new(StartAsync);

    private readonly Process _process;
    private readonly string _folder;
    private int _prefixes;

    private S3Server(Process process, string folder, Uri address)
    {
        _process = process;
        _folder = folder;
        Address = address;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
    }

    public Uri Address { get; }

    public int Id => _process.Id;

    private static string ToolFolder => Repository.PathOf("tests/tools/s3");

    public static async Task<S3Server> SharedAsync()
    {
        await SkipWhereMissingAsync();
        return await Instance.Value;
    }

    /// <returns>A prefix that nobody else has.</returns>
    public string NewPrefix()
    {
        return $"prefix-{Interlocked.Increment(ref _prefixes)}";
    }

    /// <summary>A server's settings to keep its files here.</summary>
    public (string Key, string Value)[] Settings(string prefix)
    {
        // What a machine's environment would give the SDK.
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", Credentials);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", Credentials);
        return [("Parley:Blobs", $"s3:{Bucket}/{prefix}"), ("Parley:S3:Endpoint", Address.AbsoluteUri), ("Parley:S3:PathStyle", "true")];
    }

    public S3Bucket Open(string prefix, string bucket = Bucket, string credentials = Credentials)
    {
        var config = new AmazonS3Config
        {
            ServiceURL = Address.AbsoluteUri,
            ForcePathStyle = true,
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = 0,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        return new S3Bucket(new AmazonS3Client(new BasicAWSCredentials(credentials, credentials), config), bucket, $"{prefix}/", IsAmazons: false);
    }

    private static async Task SkipWhereMissingAsync()
    {
        if (!Directory.Exists(Path.Combine(ToolFolder, "node_modules")) && !await TryInstallAsync())
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is not null, "The S3 server for tests is not installed: run 'npm ci' in tests/tools/s3 to run this test.");
            throw new InvalidOperationException("The S3 server for tests cannot be installed; CI needs Node.js and a package registry.");
        }
    }

    private static async Task<bool> TryInstallAsync()
    {
        try
        {
            var start = new ProcessStartInfo("npm", ["ci", "--silent", "--ignore-scripts"]) { UseShellExecute = false, WorkingDirectory = ToolFolder, RedirectStandardOutput = true, RedirectStandardError = true };
            using var npm = Process.Start(start)!;
            await Task.WhenAll(npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync(), npm.WaitForExitAsync());
            return npm.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<S3Server> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("parley-s3-").FullName;
        var start = new ProcessStartInfo("node", [Path.Combine(ToolFolder, "server.mjs"), folder, Bucket]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        var address = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience, TimeProvider.System);
        return new S3Server(process, folder, new Uri(address ?? throw new InvalidOperationException($"The S3 server ended with {process.ExitCode}.")));
    }

    private void Stop()
    {
        try
        {
            _process.Kill();
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException)
        {
            // The process ends; what is left is in the temporary folder.
        }
    }
}
