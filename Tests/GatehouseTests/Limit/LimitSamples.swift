import Logging
import Synchronization

@testable import Gatehouse

/// Knows callers by what their token says: `subject`, and after it in any order `@tenant`, `#credential` and `+role`.
struct LimitCallers: Authenticator {
    func authenticate(_ credentials: Credentials) throws(AuthenticationFailure) -> Principal {
        guard let line = credentials.authorization.first else {
            throw AuthenticationFailure(.missing, reason: "no Authorization field came")
        }
        guard !line.contains("wrong") else { throw AuthenticationFailure(.invalid, reason: "the signature is wrong") }
        let text = line.dropFirst("Bearer ".count)
        let subject = text.prefix { !"@#+".contains($0) }
        var parts: [Character: String] = [:]
        var rest = text.dropFirst(subject.count)
        while let mark = rest.first {
            let value = rest.dropFirst().prefix { !"@#+".contains($0) }
            parts[mark] = String(value)
            rest = rest.dropFirst(1 + value.count)
        }
        return Principal(
            subject: String(subject), issuer: "https://issuer.example", tenant: parts["@"],
            roles: Set(parts["+"].map { [$0] } ?? []), method: .jwt, credentialID: parts["#"])
    }
}

extension Server {
    /// A server with limits.
    static func limited(
        _ policies: [LimitPolicy] = [],
        tools: [Tool] = [],
        prompts: [Prompt] = [],
        _ change: (inout ServerOptions) -> Void = { _ in }
    ) throws -> Server {
        var options = ServerOptions()
        options.limits.policies = policies
        change(&options)
        return try Server(
            info: Implementation(name: "test", version: "1"),
            components: Components(tools: tools + [Samples.echo], prompts: prompts), authenticator: LimitCallers(),
            options: options, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The statuses of calls.
    func statuses(_ asks: [Ask]) async -> [Int] {
        var statuses: [Int] = []
        for ask in asks { statuses.append(await answer(ask).status) }
        return statuses
    }
}

extension Ask {
    /// A call of a tool that takes no arguments.
    static func plain(_ tool: String = "plain", as caller: String = "alice", from address: String = "192.0.2.7") -> Ask
    {
        Ask.call(tool, as: caller).with { $0.head.remoteAddress = address }
    }
}

extension Tool {
    /// A tool that takes no arguments, with options.
    static func plain(_ name: String = "plain", _ options: ToolOptions = ToolOptions()) -> Tool {
        Tool(name: name, description: "", options: options, input: NoInput.self) { _, _ in "done" }
    }
}

/// The present in milliseconds since 1970, which stands until it is moved.
final class TestDay: Sendable {
    private let milliseconds: Mutex<Int64>

    init(_ milliseconds: Int64) {
        self.milliseconds = Mutex(milliseconds)
    }

    var now: @Sendable () -> Int64 {
        { self.milliseconds.withLock { $0 } }
    }

    func advance(by milliseconds: Int64) {
        self.milliseconds.withLock { $0 += milliseconds }
    }
}
