/// A value that holds a token or a key, and shows nothing of it where it is printed, dumped or logged by mistake.
protocol Redacted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Redacted {
    public var description: String { "<redacted>" }

    public var debugDescription: String { "<redacted>" }

    public var customMirror: Mirror { Mirror(self, children: []) }
}
