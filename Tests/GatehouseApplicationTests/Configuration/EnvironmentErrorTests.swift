import Testing

@testable import GatehouseApplication

@Suite("What is wrong in the environment and the flags", .sampleApplication)
struct EnvironmentErrorTests {
    @Test(
        "Unknown variables and wrong values are named with what would be right",
        arguments: [
            (
                "GATEHOUSE_SERVER_PROT", "1",
                "GATEHOUSE_SERVER_PROT: unknown variable; did you mean GATEHOUSE_SERVER_PORT?"
            ),
            (
                "GATEHOUSE_DATABASE_CONNECTION_POOL", "1",
                """
                GATEHOUSE_DATABASE_CONNECTION_POOL: unknown variable; the variables are GATEHOUSE_ and a key's name in \
                capitals, as GATEHOUSE_SERVER_PORT
                """
            ),
            (
                "GATEHOUSE_SERVER_PORT", "eighty",
                #"GATEHOUSE_SERVER_PORT: server.port: expected an integer from 0 to 65535, found "eighty""#
            ),
            (
                "GATEHOUSE_SERVER_PORT", "tcp://10.0.0.1:8080",
                """
                GATEHOUSE_SERVER_PORT: server.port: expected an integer from 0 to 65535, found "tcp://10.0.0.1:8080"
                """
            ),
            (
                "GATEHOUSE_SERVER_ALLOWED_HOSTS", "a.example,,b.example",
                """
                GATEHOUSE_SERVER_ALLOWED_HOSTS: server.allowed_hosts: expected a host name with or without a port, \
                found ""
                """
            ),
            ("GATEHOUSE_ROLES", "a", "GATEHOUSE_ROLES: roles can be set only in the configuration file"),
            (
                "GATEHOUSE_AUTH_ISSUERS", "a",
                "GATEHOUSE_AUTH_ISSUERS: auth.issuers can be set only in the configuration file"
            ),
        ]
    )
    func wrongVariables(name: String, value: String, expected: String) {
        #expect(problems(environment: [name: value]) == expected)
    }

    @Test("Every problem of the environment is told at once, in the order of the names")
    func allProblems() {
        let environment = ["GATEHOUSE_SERVER_PORT": "x", "GATEHOUSE_LOG_LEVL": "info"]
        #expect(
            problems(environment: environment) == """
                GATEHOUSE_LOG_LEVL: unknown variable; did you mean GATEHOUSE_LOG_LEVEL?
                GATEHOUSE_SERVER_PORT: server.port: expected an integer from 0 to 65535, found "x"
                """
        )
    }

    @Test(
        "Variables of other programs, of other commands and of Kubernetes are left alone",
        arguments: [
            "PATH", "GATEHOUSE", "GATEHOUSE_TOKEN", "GATEHOUSE_URL", "GATEHOUSE_SERVICE_HOST", "GATEHOUSE_SERVICE_PORT",
            "GATEHOUSE_SERVICE_PORT_HTTP", "GATEHOUSE_PORT", "GATEHOUSE_PORT_8080_TCP", "GATEHOUSE_PORT_8080_TCP_ADDR",
            "gatehouse_server_port",
        ]
    )
    func foreignVariables(name: String) throws {
        #expect(try load(environment: [name: "tcp://10.0.0.1:8080"]) == load())
    }

    @Test("A wrong flag is named as the flag")
    func wrongFlag() {
        #expect(
            problems(flags: ["server.port": "x"])
                == #"--port: server.port: expected an integer from 0 to 65535, found "x""#
        )
    }
}
