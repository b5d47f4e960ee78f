import Gatehouse
import Testing

@testable import GatehouseApplication

@Suite("Sources of the configuration", .sampleApplication)
struct PrecedenceTests {
    private static let yaml = "server:\n  port: 2000\n"
    private static let environment = ["GATEHOUSE_SERVER_PORT": "3000"]
    private static let flags = ["server.port": "4000"]

    @Test("Without any source the default holds")
    func defaults() throws {
        #expect(try load().server.port == 8080)
    }

    @Test("The file overrides the default")
    func fileOverDefault() throws {
        #expect(try load(yaml: Self.yaml).server.port == 2000)
    }

    @Test("The environment overrides the file")
    func environmentOverFile() throws {
        #expect(try load(yaml: Self.yaml, environment: Self.environment).server.port == 3000)
    }

    @Test("A flag overrides the environment and the file")
    func flagOverEnvironment() throws {
        #expect(try load(yaml: Self.yaml, environment: Self.environment, flags: Self.flags).server.port == 4000)
    }

    @Test("The environment overrides the default without a file")
    func environmentOverDefault() throws {
        #expect(try load(environment: Self.environment).server.port == 3000)
    }

    @Test("A source leaves alone what it does not set")
    func untouched() throws {
        let configuration = try load(
            yaml: "server:\n  host: file.example\nlog:\n  level: debug\n",
            environment: ["GATEHOUSE_LOG_FORMAT": "json"],
            flags: Self.flags
        )
        #expect(configuration.server.host == "file.example")
        #expect(configuration.log.level == "debug")
        #expect(configuration.log.format == .json)
        #expect(configuration.server.port == 4000)
        #expect(configuration.server.endpoint == "/mcp")
    }

    @Test("Every default is right for its key", arguments: ConfigurationKey.settable)
    func defaultsAreRight(key: ConfigurationKey) throws {
        guard !key.defaults.isEmpty else { return #expect(try loader().values.value(key) == nil) }
        #expect(try loader().values.value(key) == key.value(of: key.defaults))
    }

    @Test("Every key can be set in the file", arguments: ConfigurationKey.settable)
    func everyKeyInFile(key: ConfigurationKey) throws {
        #expect(try loader(yaml: key.sampleFile).values.value(key) == key.value(of: [key.kind.sample]))
    }

    @Test("Every key can be set by its variable, which overrides the file", arguments: ConfigurationKey.settable)
    func everyKeyInEnvironment(key: ConfigurationKey) throws {
        let variable = try #require(key.variable)
        let environment = [variable: key.kind.sample]
        #expect(try loader(environment: environment).values.value(key) == key.value(of: [key.kind.sample]))
    }

    @Test("No two keys share a variable")
    func variablesDiffer() {
        let variables = ConfigurationKey.settable.compactMap(\.variable) + ConfigurationEnvironment.optionVariables
        #expect(Set(variables).count == variables.count)
    }

    @Test("Every group and key is in the table once")
    func namesDiffer() {
        #expect(Set(ConfigurationKey.all.map(\.name)).count == ConfigurationKey.all.count)
    }

    @Test("Lists of the environment have commas between their elements, and white space does not count")
    func environmentList() throws {
        let configuration = try load(environment: [
            "GATEHOUSE_SERVER_ALLOWED_HOSTS": "a.example, b.example:8443",
            "GATEHOUSE_LIMITS_CALLER": "10/second burst 5,  500/hour",
        ])
        #expect(configuration.server.allowedHosts == ["a.example", "b.example:8443"])
        #expect(configuration.limits.caller.map(\.description) == ["10/second burst 5", "500/hour"])
    }

    @Test("The word none is the empty list in every source")
    func emptyList() throws {
        #expect(try load(yaml: "limits:\n  caller: none\n").limits.caller == [])
        #expect(try load(yaml: "limits:\n  caller: []\n").limits.caller == [])
        #expect(try load(environment: ["GATEHOUSE_LIMITS_CALLER": "none"]).limits.caller == [])
    }

    @Test("A variable with an empty value counts as not set")
    func emptyVariable() throws {
        let configuration = try load(yaml: Self.yaml, environment: ["GATEHOUSE_SERVER_PORT": ""])
        #expect(configuration.server.port == 2000)
    }

    @Test("GATEHOUSE_CONFIG names the file where no flag does")
    func fileFromEnvironment() throws {
        try withTemporaryFile("server:\n  port: 2000\n") { path in
            let environment = ["GATEHOUSE_CONFIG": path]
            let loader = try ConfigurationLoader(path: nil, environment: environment, flags: [:])
            #expect(try loader.load().server.port == 2000)
        }
    }
}
