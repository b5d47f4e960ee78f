/// The newest entry of an audit log: whoever knows it can tell later whether anything up to it was changed or cut off.
public struct AuditHead: Sendable, Hashable, CustomStringConvertible {
    /// The entry's number, from 1 on; 0 where there is none yet.
    public let sequence: Int64
    /// The entry's hash: 64 hexadecimal digits, all 0 where there is no entry.
    public let hash: String

    public init(sequence: Int64, hash: String) {
        self.sequence = sequence
        self.hash = hash
    }

    /// That of a log without entries.
    public static let origin = AuditHead(sequence: 0, hash: String(repeating: "0", count: 64))

    /// Reads `SEQ:HASH`; nothing where the text is something else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let sequence = Int64(parts[0]), sequence >= 0, Self.isHash(Array(parts[1].utf8)[...])
        else { return nil }
        self.init(sequence: sequence, hash: String(parts[1]))
    }

    /// As `SEQ:HASH`, which ``init(_:)`` reads.
    public var description: String { "\(sequence):\(hash)" }

    /// Reads the head that a line of a log makes: `{"seq":1,…,"hash":"…"}`; nothing where the line has another form.
    public init?(line: some RandomAccessCollection<UInt8>) {
        let start = Array(#"{"seq":"#.utf8)
        let digits = line.dropFirst(start.count).prefix(while: { (0x30...0x39).contains($0) })
        let end = line.suffix(Self.ending)
        guard line.starts(with: start), let sequence = Int64(String(decoding: digits, as: UTF8.self)), sequence > 0,
            end.starts(with: Array(#","hash":""#.utf8)), end.suffix(2).elementsEqual(Array(#""}"#.utf8))
        else { return nil }
        let hash = Array(end.dropFirst(9).dropLast(2))
        guard Self.isHash(hash[...]) else { return nil }
        self.init(sequence: sequence, hash: String(decoding: hash, as: UTF8.self))
    }

    /// How many bytes the member with the hash takes at the end of a line, the brace counted.
    package static let ending = 75

    private static func isHash(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.count == 64
            && bytes.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
