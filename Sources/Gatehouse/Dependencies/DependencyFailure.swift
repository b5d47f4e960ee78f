/// Why a value could not be had. It is for the log; a caller gets a generic sentence with the request's number.
public struct DependencyFailure: Error, Sendable, CustomStringConvertible {
    /// The dependencies from the one that was asked for to the one that failed.
    public private(set) var path: [String]
    /// What went wrong with the last of them.
    public let reason: String

    init(_ name: String, _ reason: String) {
        path = [name]
        self.reason = reason
    }

    /// The same failure, seen from a dependency that needs the one that failed.
    func below(_ name: String) -> DependencyFailure {
        var failure = self
        failure.path.insert(name, at: 0)
        return failure
    }

    public var description: String {
        "dependency \(path.map { "\"\($0)\"" }.joined(separator: " → ")): \(reason)"
    }
}
