import GatehouseJSON
import Testing

@testable import GatehouseAuth

@Suite("Protected resource metadata")
struct ProtectedResourceMetadataTests {
    @Test(
        "A URL that clients must not be sent to is refused",
        arguments: [
            ("ftp://mcp.example/", "the URL ftp://mcp.example/ begins with neither https:// nor http://"),
            ("javascript:alert(1)", "the URL javascript:alert(1) begins with neither https:// nor http://"),
            ("https://mcp.example/mcp#a", "the URL https://mcp.example/mcp#a has a fragment"),
            ("https://", "the URL https:// has no host, or holds credentials"),
            ("/mcp", "the URL /mcp begins with neither https:// nor http://"),
            ("", "the URL  begins with neither https:// nor http://"),
            ("https://a:b@mcp.example/", "the URL https://a:b@mcp.example/ has no host, or holds credentials"),
            ("https://mcp.example/\"", "a URL has characters that may not stand in one"),
            ("https://mcp.example/a b", "a URL has characters that may not stand in one"),
            ("https://mcp.example/\r\nX: y", "a URL has characters that may not stand in one"),
            ("https://mcp.ex\u{E4}mple/", "a URL has characters that may not stand in one"),
        ])
    func badURL(_ url: String, _ text: String) {
        let error = #expect(throws: AuthenticationConfigurationError.self) {
            try ProtectedResourceMetadata(resource: url)
        }
        #expect(error?.description == text)
        #expect(throws: AuthenticationConfigurationError.self) {
            try ProtectedResourceMetadata(resource: "https://mcp.example", authorizationServers: [url])
        }
    }

    @Test("A scope that is none is refused", arguments: ["", "a b", "a\"", "a\\", "\u{E9}"])
    func badScope(_ scope: String) {
        #expect(throws: AuthenticationConfigurationError.self) {
            try ProtectedResourceMetadata(resource: "https://mcp.example", scopesSupported: [scope])
        }
    }

    @Test("What is named without TLS on another machine can be warned about")
    func exposed() throws {
        let metadata = try ProtectedResourceMetadata(
            resource: "http://localhost.evil.example/mcp",
            authorizationServers: [
                "http://login.example", "https://login.example", "HTTPS://login.example", "http://localhost:8080",
                "http://127.0.0.1", "http://[::1]:8080/a",
            ]
        )
        #expect(metadata.exposedURLs == ["http://localhost.evil.example/mcp", "http://login.example"])
    }

    @Test("Empty arrays are left out")
    func smallest() throws {
        let metadata = try ProtectedResourceMetadata(resource: "https://mcp.example/mcp")
        let expected = #"{"resource":"https://mcp.example/mcp","bearer_methods_supported":["header"]}"#
        #expect(String(decoding: metadata.jsonBytes, as: UTF8.self) == expected)
    }

    @Test("Everything that is known is said, but for offline_access")
    func largest() throws {
        let metadata = try ProtectedResourceMetadata(
            resource: "https://mcp.example/mcp",
            authorizationServers: ["https://login.example"],
            scopesSupported: ["tools:read", "offline_access"],
            resourceName: "Example",
            resourceDocumentation: "https://mcp.example/docs"
        )
        let expected =
            #"{"resource":"https://mcp.example/mcp","authorization_servers":["https://login.example"],"#
            + #""scopes_supported":["tools:read"],"bearer_methods_supported":["header"],"resource_name":"Example","#
            + #""resource_documentation":"https://mcp.example/docs"}"#
        #expect(String(decoding: metadata.jsonBytes, as: UTF8.self) == expected)
    }

    @Test(
        "The metadata is found at the root and under the endpoint's path",
        arguments: [
            ("/mcp", ["/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp"]),
            ("mcp", ["/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp"]),
            ("/a/b", ["/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/a/b"]),
            ("/", ["/.well-known/oauth-protected-resource"]), ("", ["/.well-known/oauth-protected-resource"]),
        ])
    func paths(_ endpoint: String, _ paths: [String]) {
        #expect(ProtectedResourceMetadata.wellKnownPaths(endpointPath: endpoint) == paths)
    }

    @Test(
        "The well-known name stands between host and path",
        arguments: [
            ("https://mcp.example/mcp", "https://mcp.example/.well-known/oauth-protected-resource/mcp"),
            ("https://mcp.example:8443", "https://mcp.example:8443/.well-known/oauth-protected-resource"),
            ("https://mcp.example/", "https://mcp.example/.well-known/oauth-protected-resource"),
            ("https://mcp.example/mcp?a=b", "https://mcp.example/.well-known/oauth-protected-resource/mcp?a=b"),
            ("http://[::1]:80/mcp", "http://[::1]:80/.well-known/oauth-protected-resource/mcp"),
        ])
    func url(_ resource: String, _ url: String) throws {
        #expect(try ProtectedResourceMetadata(resource: resource).url == url)
    }
}
