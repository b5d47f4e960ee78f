/// The id of an event on a session's stream, by which a client resumes: which stream, and how far it came.
///
/// It names its stream because a client that resumes may only be given what that stream would have carried
/// (basic/transports, "Resumability and Redelivery", 2025-11-25).
struct EventID: Sendable, Hashable {
    /// The stream: 16 hexadecimal digits, drawn at random.
    let stream: String
    /// The event's number on the stream, from 1; 0 stands before all of them.
    let number: UInt64

    init(stream: String, number: UInt64) {
        self.stream = stream
        self.number = number
    }

    /// Reads an id; nothing where it is none that this server gives.
    init?(_ text: String) {
        guard text.utf8.count <= 40, let dash = text.utf8.firstIndex(of: UInt8(ascii: "-")) else { return nil }
        let stream = text[..<dash]
        let digits = text[text.utf8.index(after: dash)...]
        guard stream.utf8.count == 16, stream.utf8.allSatisfy(Self.isHexadecimal),
            !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt64(digits)
        else { return nil }
        self.init(stream: String(stream), number: number)
    }

    /// As it is sent.
    var text: String { "\(stream)-\(number)" }

    /// A new stream's name.
    static func newStream() -> String {
        var generator = SystemRandomNumberGenerator()
        return RandomIdentifier.hexadecimal(generator.next())
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
}
