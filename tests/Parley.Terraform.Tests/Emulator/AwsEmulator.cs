using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Parley.Testing;

namespace Parley.Terraform.Tests.Emulator;

/// <summary>
/// A stand-in for AWS (moto, with <c>tests/tools/aws-emulator</c> for what it lacks) on a free port of the loopback address: an empty account that ends with the process.
/// Where it is not installed, tests that need it are skipped, except in CI, where they fail.
/// </summary>
internal sealed class AwsEmulator
{
    public const string AccountId = "123456789012";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http;
    private readonly Process _process;
    private readonly string _log;

    private AwsEmulator(int port)
    {
        Url = $"http://127.0.0.1:{port}";
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(Url), Timeout = Patience };
        _log = Path.Combine(Directory.CreateTempSubdirectory("parley-aws-").FullName, "log");

        // Its log goes to a file: nobody reads a pipe.
        var start = new ProcessStartInfo(
            "sh",
            ["-c", "exec /usr/bin/python3 -c 'import moto_gaps; from moto.server import main; main()' -H 127.0.0.1 -p \"$0\" >\"$1\" 2>&1 </dev/null", $"{port}", _log]);
        start.Environment["PYTHONPATH"] = $"{Path.Combine(Home, "python")}:{Repository.PathOf("tests/tools/aws-emulator")}";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true";
        _process = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
    }

    public string Url { get; }

    /// <summary>What Terraform, and whoever speaks to AWS, needs to come here.</summary>
    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AWS_ENDPOINT_URL"] = Url,
        ["AWS_ACCESS_KEY_ID"] = "testing",
        ["AWS_SECRET_ACCESS_KEY"] = "testing",
        ["AWS_EC2_METADATA_DISABLED"] = "true",

        // S3 Control puts the account before the host's name; such names lead here by no other way.
        ["HTTP_PROXY"] = Url,
    };

    private static string Home =>
        Environment.GetEnvironmentVariable("PARLEY_AWS_EMULATOR_HOME") ?? Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "parley",
            "aws-emulator");

    public static void SkipWhereMissing()
    {
        if (!File.Exists(Path.Combine(Home, "python", "moto", "__init__.py")))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is not null, "The emulator of AWS is not installed: run 'tests/tools/aws-emulator/install' (Debian) to run this test.");
            throw new InvalidOperationException("The emulator of AWS is not installed; CI needs 'tests/tools/aws-emulator/install'.");
        }
    }

    /// <returns>Once it answers.</returns>
    public static async Task<AwsEmulator> StartAsync()
    {
        var emulator = new AwsEmulator(FreePort.Find());
        using var patience = new CancellationTokenSource(Patience);
        while (!await emulator.AnswersAsync(patience.Token))
        {
            Assert.False(emulator._process.HasExited, $"The emulator of AWS ended: {await File.ReadAllTextAsync(emulator._log, patience.Token)}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }

        return emulator;
    }

    /// <summary>Asks a service of the query protocol (EC2, RDS, IAM, SNS, Auto Scaling), without its namespace.</summary>
    public async Task<XElement> QueryAsync(string service, string action, params (string Name, string Value)[] parameters)
    {
        var (status, answer) = await TryQueryAsync(service, action, parameters);
        Assert.True(status == HttpStatusCode.OK, $"{service} {action}: {answer}");
        return answer;
    }

    public async Task<(HttpStatusCode Status, XElement Answer)> TryQueryAsync(string service, string action, params (string Name, string Value)[] parameters)
    {
        var version = service switch { "ec2" => "2016-11-15", "rds" => "2014-10-31", "iam" => "2010-05-08", "sns" => "2010-03-31", "autoscaling" => "2011-01-01", var other => throw new ArgumentException(other) };
        using var content = new FormUrlEncodedContent([new("Action", action), new("Version", version), .. parameters.Select(parameter => new KeyValuePair<string, string>(parameter.Name, parameter.Value))]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = content };
        var (status, text) = await SendAsync(service, request);
        return (status, WithoutNamespaces(XElement.Parse(text)));
    }

    /// <summary>Asks a service of the JSON protocol (KMS, ECR, Secrets Manager, logs, CloudTrail, Config).</summary>
    /// <param name="target">Such as <c>TrentService.ListKeys</c>.</param>
    public async Task<JsonNode> JsonAsync(string service, string target, JsonObject? parameters = null)
    {
        using var content = new StringContent((parameters ?? []).ToJsonString(), Encoding.UTF8, MediaTypeHeaderValue.Parse("application/x-amz-json-1.1"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = content };
        request.Headers.Add("X-Amz-Target", target);
        var (status, text) = await SendAsync(service, request);
        Assert.True(status == HttpStatusCode.OK, $"{target}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Asks a service that speaks JSON over paths (EKS, GuardDuty, Backup).</summary>
    public async Task<JsonNode> GetAsync(string service, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var (status, text) = await SendAsync(service, request);
        Assert.True(status == HttpStatusCode.OK, $"{service} {path}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Asks S3.</summary>
    public async Task<XElement> S3Async(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var (status, text) = await SendAsync("s3", request);
        Assert.True(status == HttpStatusCode.OK, $"s3 {path}: {text}");
        return WithoutNamespaces(XElement.Parse(text));
    }

    public void Stop()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
            Directory.Delete(Path.GetDirectoryName(_log)!, recursive: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            // It has ended already.
        }
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(string service, HttpRequestMessage request)
    {
        // It reads from the signature whom the request is for, and does not check it.
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential=testing/20260101/eu-central-1/{service}/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await _http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri("/moto-api/", UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static XElement WithoutNamespaces(XElement element)
    {
        return new XElement(element.Name.LocalName, element.HasElements ? element.Elements().Select(WithoutNamespaces) : element.Value);
    }
}
