import Gatehouse
import Testing

@testable import GatehouseApplication

extension Application {
    /// An application with roles that build on each other.
    static let sample = Application(
        "gatehouse",
        roles: [
            Role("reader", permissions: ["notes:read"]),
            Role("editor", permissions: ["notes:write"], inherits: ["reader"]),
            Role("admin", permissions: ["notes:delete"], inherits: ["editor"]),
        ]
    ) { _ in Components() }
}

/// Runs tests as parts of the sample application.
struct SampleApplication: SuiteTrait, TestTrait, TestScoping {
    let isRecursive = true

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        try await Application.$current.withValue(.sample) { try await function() }
    }
}

extension Trait where Self == SampleApplication {
    static var sampleApplication: Self { SampleApplication() }
}
