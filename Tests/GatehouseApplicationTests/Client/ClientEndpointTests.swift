import Testing

@testable import GatehouseApplication

@Suite("The server and the caller")
struct ClientEndpointTests {
    private static let environment = ["GATEHOUSE_URL": "https://env.example/mcp", "GATEHOUSE_TOKEN": "env"]

    @Test("The options override the environment, which overrides the default")
    func precedence() throws {
        let none = try ClientEndpoint(url: nil, token: nil, environment: [:])
        #expect(none.url == "http://127.0.0.1:8080/mcp")
        #expect(none.token == nil)
        let environment = try ClientEndpoint(url: nil, token: nil, environment: Self.environment)
        #expect(environment.url == "https://env.example/mcp")
        #expect(environment.token == "env")
        let options = try ClientEndpoint(url: "http://a.example/", token: "opt", environment: Self.environment)
        #expect(options.url == "http://a.example/")
        #expect(options.token == "opt")
    }

    @Test("White space around a token does not count, and an empty one is none")
    func whiteSpace() throws {
        #expect(try ClientEndpoint(url: nil, token: " a.b-c_d~e+f/g= \n", environment: [:]).token == "a.b-c_d~e+f/g=")
        #expect(try ClientEndpoint(url: nil, token: nil, environment: ["GATEHOUSE_TOKEN": ""]).token == nil)
    }

    @Test("What is no token never becomes a header field", arguments: ["a b", "a\r\nX: y", "\"a\"", "é", "a,b"])
    func wrongToken(token: String) {
        let expected = CommandFailure(.usage, "the token has characters that no token has; was it copied whole?")
        #expect(throws: expected) { try ClientEndpoint(url: nil, token: token, environment: [:]) }
    }

    @Test(
        "What is no URL is a wrong command line", arguments: ["localhost:8080", "ftp://a/", "http://", "http://a/#b"])
    func wrongURL(url: String) {
        let expected = CommandFailure(
            .usage, "--url: expected an http or https URL without a fragment, found \"\(url)\"")
        #expect(throws: expected) { try ClientEndpoint(url: url, token: nil, environment: [:]) }
    }

    @Test(
        "A token that goes over the network unencrypted is worth a caution",
        arguments: [
            ("http://notes.example.com/mcp", "the token goes to notes.example.com unencrypted; use https"),
            ("https://notes.example.com/mcp", nil), ("http://127.0.0.1:8080/mcp", nil), ("http://localhost/mcp", nil),
            ("http://[::1]:8080/mcp", nil),
        ] as [(String, String?)]
    )
    func caution(url: String, expected: String?) throws {
        #expect(try ClientEndpoint(url: url, token: "t", environment: [:]).caution == expected)
        #expect(try ClientEndpoint(url: url, token: nil, environment: [:]).caution == nil)
    }
}
