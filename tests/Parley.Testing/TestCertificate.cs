using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Parley.Testing;

/// <summary>A certificate for the loopback address that nobody has signed, so that a test can serve over TLS.</summary>
public static class TestCertificate
{
    private static readonly Lazy<string> File = new(Create);

    /// <summary>Configuration of a server that listens with TLS, too.</summary>
    public static (string Key, string Value)[] Settings =>
    [
        ("urls", "http://127.0.0.1:0;https://127.0.0.1:0"),
        ("Kestrel:Certificates:Default:Path", File.Value),
        ("Kestrel:Certificates:Default:Password", nameof(TestCertificate)),
    ];

    /// <summary>Takes this certificate.</summary>
    public static SocketsHttpHandler Handler()
    {
        return new SocketsHttpHandler
        {
            UseCookies = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.Subject == $"CN={nameof(TestCertificate)}" },
        };
    }

    /// <summary>Without its key, as PEM: for a client that is to trust it.</summary>
    public static string Pem()
    {
        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(File.Value, nameof(TestCertificate));
        return certificate.ExportCertificatePem();
    }

    private static string Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={nameof(TestCertificate)}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var file = Path.Combine(Directory.CreateTempSubdirectory("parley-test-").FullName, "certificate.pfx");
        System.IO.File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx, nameof(TestCertificate)));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        return file;
    }
}
