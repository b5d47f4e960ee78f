import Foundation
import Gatehouse
import GatehouseAuth
import Logging

/// Prints what each part of the request path costs, alone and warm; with the argument `audit`, that of the audit log alone.
@main
enum MicroBench {
    static func main() async throws {
        print("part                                        median    fastest")
        guard CommandLine.arguments.dropFirst().first != "audit" else { return try await audit() }
        try json()
        try schema()
        try limit()
        try await policy()
        try await verify()
        try await verifyColdly()
        try await path()
        try await audit()
    }

    static func report(_ name: String, _ measurement: Measurement) {
        let name = name.padding(toLength: 40, withPad: " ", startingAt: 0)
        print(name, String(format: "%8.0f ns %8.0f ns", measurement.median, measurement.rounds[0]))
    }

    private static func json() throws {
        let bytes = Array(Sample.request.utf8)
        let own = Measurement { keep(try? JSONValue(parsing: bytes)) }
        report("parse a tools/call of \(bytes.count) bytes", own)
        let data = Data(bytes)
        let decoder = JSONDecoder()
        let foundation = Measurement { keep(try? decoder.decode(FoundationValue.self, from: data)) }
        report("the same by Foundation's JSONDecoder", foundation)
        print(String(format: "Foundation takes %.1f times as long", foundation.median / own.median))
        let value = try JSONValue(parsing: bytes)
        report("write it", Measurement { keep(value.jsonBytes) })
    }

    private static func schema() throws {
        let schema = try Schema(compiling: Sample.schema)
        let arguments = try JSONValue(parsing: Sample.arguments)
        report("validate its arguments", Measurement { keep(schema.accepts(arguments)) })
    }

    private static func limit() throws {
        let limiter = RateLimiter()
        let rules = RateLimitRule.rules(
            named: "server", firstScope: 0, limits: try RateLimit.list(parsing: "1000000/second;1000000000/hour"))
        report("count it against two limits", Measurement { keep(limiter.admit("issuer alice", under: rules)) })
        let limits = ["1000000/second", "1000000000/hour fixed", "10000/second moving", "1000000000/hour sliding"]
        for (scope, text) in limits.enumerated() {
            let rule = RateLimitRule(name: "one", scope: UInt32(10 + scope), limit: try RateLimit(parsing: text))
            report("count it against \(text)", Measurement { keep(limiter.admit("issuer alice", under: [rule])) })
        }
        let callers = (0..<1_000_000).map { RateLimitKey("issuer caller \($0)") }
        let kept = RateLimiter(maximumKeys: 1_000_000)
        let hourly = [RateLimitRule(name: "hourly", scope: 0, limit: try RateLimit(parsing: "1000/hour"))]
        for caller in callers { keep(kept.admit(caller, under: hourly)) }
        let usage = kept.usage()
        print("\(usage.buckets) callers who are counted take \(usage.bytes >> 20) MiB")
        let wide = RateLimiter(maximumKeys: 1_000_000)
        var next = 0
        let many = Measurement {
            next = next + 1 < callers.count ? next + 1 : 0
            keep(wide.admit(callers[next], under: rules))
        }
        report("the same of one of a million callers", many)
    }

    private static func verify() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gatehouse-micro-\(UUID())")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let issuer = try LocalIssuer.open(directory: folder.path + "/keys")
        let token = try issuer.issue(TokenRequest(subject: "alice", roles: ["reader"], audience: ["urn:bench"]))
        let credentials = Credentials(authorization: ["Bearer \(token)"])
        let trusted = issuer.trusted(audiences: ["urn:bench"])
        let cached = try JWTAuthenticator(issuers: [trusted])
        let uncached = try JWTAuthenticator(issuers: [trusted], cacheCapacity: 0)
        report("verify a token, cold", await measure { keep(try? await uncached.authenticate(credentials)) })
        report("verify a token, cached", await measure { keep(try? await cached.authenticate(credentials)) })
    }

    /// What the first request with a token costs, by its algorithm.
    private static func verifyColdly() async throws {
        for key in try SigningKey.all() {
            let trusted = TrustedIssuer(
                issuer: SigningKey.issuer, audiences: [SigningKey.audience], algorithms: [key.algorithm],
                keys: FixedKeys(KeySnapshot([key.verifying])))
            let authenticator = try JWTAuthenticator(issuers: [trusted], cacheCapacity: 0)
            let credentials = Credentials(authorization: ["Bearer \(key.token)"])
            // Whoever measures refusals measures nothing.
            _ = try await authenticator.authenticate(credentials)
            report(
                "verify \(key.algorithm), cold",
                await measure { keep(try? await authenticator.authenticate(credentials)) })
        }
    }

    private static func path() async throws {
        let server = try Server(
            info: Implementation(name: "micro", version: "1"), components: Components(tools: [Sample.tool]),
            authenticator: FixedAuthenticator(Principal(subject: "alice", roles: ["reader"], method: .local)),
            observer: Silence(), logger: Logger(label: "micro"))
        let body = Array(Sample.request.utf8)
        let head = Sample.head
        report(
            "the whole path, in process",
            await measure { keep(await server.respond(to: head, body: body, stream: nil)) })
    }

    /// Like ``Measurement``, for work that is asynchronous.
    static func measure(_ work: () async -> Void) async -> Measurement {
        var rounds: [Double] = []
        for round in 0..<8 {
            let clock = ContinuousClock()
            let start = clock.now
            var iterations = 0
            while clock.now - start < .milliseconds(100) {
                for _ in 0..<64 { await work() }
                iterations += 64
            }
            let nanoseconds = (clock.now - start) / .nanoseconds(1) / Double(iterations)
            if round > 0 { rounds.append(nanoseconds) }
        }
        return Measurement(rounds: rounds)
    }
}

/// Takes note of nothing.
struct Silence: RequestObserver {
    let wantsSteps = false

    func observe(_ record: RequestRecord) {}
}
