public import Gatehouse

/// Checks an audit log, line by line, from its first on: finds entries that were changed, removed, put elsewhere or
/// inserted. A log may stand in several files, of which each goes on where the one before ends.
///
/// Whoever can write the log can also make it anew from some entry on, and then nothing in it is wrong. Against that, a
/// head that was noted elsewhere is expected: the log must have that very entry.
public struct AuditVerification: Sendable {
    /// How many flaws are told singly.
    public static let maximumFlaws = 1_000

    /// What is wrong, in the order of the log, and no more than ``maximumFlaws``.
    public private(set) var flaws: [AuditFlaw] = []
    /// How many flaws there are.
    public private(set) var flawCount = 0
    /// How many lines were looked at.
    public private(set) var lines = 0
    /// The last entry.
    public private(set) var head = AuditHead.origin
    /// The entry that the first one follows, by what is expected or what its file says: where there is one, what was read
    /// is not the whole log.
    public private(set) var start = AuditHead.origin
    /// The entries that are still to come.
    private var expected: [AuditHead]
    private let takesRestarts: Bool
    private var hasRead = false
    /// Whether the next line is the first of its file.
    private var isFirst = true
    /// Which file is read, and how many of its lines were.
    private var file: String?
    private var lineOfFile = 0
    /// What an entry is still to say: that all up to this one was archived.
    private var archived: AuditHead?

    /// How a log may begin, and begin again.
    public struct Beginnings: Sendable, Hashable {
        fileprivate let takesRestarts: Bool

        /// One log with one beginning.
        public static let one = Beginnings(takesRestarts: false)
        /// Several logs in a row, as those of a process that writes to its output and was started several times.
        public static let several = Beginnings(takesRestarts: true)
    }

    /// Begins with a log that nothing was read of.
    ///
    /// - Parameters:
    ///   - expected: Entries that the log must have.
    ///   - beginnings: How often it may begin.
    ///   - head: What the first entry is to follow, where those before it stand elsewhere.
    public init(
        expecting expected: [AuditHead] = [], beginnings: Beginnings = .one, after head: AuditHead = .origin
    ) {
        self.expected = expected.filter { $0.sequence > 0 }
        takesRestarts = beginnings.takesRestarts
        self.head = head
        start = head
    }

    /// Goes on with another file of the same log.
    ///
    /// - Parameters:
    ///   - name: What flaws in it are told with; nothing where there is but one.
    ///   - beginning: What the file says that its first entry follows, where it says so.
    public mutating func begin(_ name: String?, after beginning: AuditHead = .origin) {
        (file, lineOfFile, isFirst) = (name, 0, true)
        guard beginning.sequence > 0 else { return }
        archived = beginning
        if head != beginning, hasRead || head != .origin {
            append(
                AuditFlaw(
                    .missing, file: name, line: nil, sequence: beginning.sequence,
                    "\(name.map { "\($0): " } ?? "")it goes on after entry \(beginning), and what comes before it ends with "
                        + "entry \(head): a file is missing, or is another one"))
        }
        head = beginning
        if !hasRead { start = beginning }
    }

    /// Looks at the next line.
    public mutating func take(_ line: AuditLine) {
        lines += 1
        lineOfFile += 1
        defer { (hasRead, isFirst) = (true, false) }
        guard line.isWhole else {
            return note(
                .torn, nil,
                "it has no end: the process was killed while it wrote it, or it was changed. A server that opens the log "
                    + "cuts it off")
        }
        guard let found = AuditHead(line: line.bytes) else {
            return note(.unreadable, line.number, "it is no entry")
        }
        compare(found)
        if let archived, AuditArchiving.head(toldBy: line) == archived { self.archived = nil }
        if AuditChain.hash(ofWhole: line.bytes) != found.hash {
            note(.changed, found.sequence, "entry \(found.sequence) is not what was written")
            // Its number may be what was changed.
            head = AuditHead(sequence: isFirst ? found.sequence : head.sequence &+ 1, hash: found.hash)
        } else if follows(found, line) {
            head = found
        }
    }

    /// Ends the check.
    public mutating func finish() {
        if let archived {
            append(
                AuditFlaw(
                    .missing, file: file, line: nil, sequence: archived.sequence,
                    "the log goes on after entry \(archived.sequence), and no entry in it says that those before were "
                        + "archived"))
        }
        for expected in expected {
            append(
                AuditFlaw(
                    .truncated, file: nil, line: nil, sequence: expected.sequence,
                    "the log ends with entry \(head.sequence), and entry \(expected.sequence) is expected in it"))
        }
    }

    /// Checks an entry's place; what is wrong with it is noted.
    ///
    /// - Returns: Whether the next entry is to follow this one.
    private mutating func follows(_ found: AuditHead, _ line: AuditLine) -> Bool {
        let next = head.sequence &+ 1
        let previous = Self.previous(line.bytes)
        let number = found.sequence
        if let place = line.number, place != number {
            note(.reordered, number, "entry \(number) stands in the place of entry \(place)")
            return number > head.sequence
        } else if number == 1, previous == AuditHead.origin.hash, takesRestarts || head == .origin {
            return true
        } else if isFirst, head == .origin {
            note(.beheaded, number, "the log begins with entry \(number); what was before it is missing")
        } else if isFirst, number < next {
            note(
                .reordered, number,
                "the file begins with entry \(number), and what comes before it ends with entry \(head.sequence): the files "
                    + "are not in their order, or one stands there twice")
        } else if isFirst, number == next, previous != head.hash {
            note(
                .changed, number,
                "the file begins with entry \(number), which does not follow entry \(head) before it: it is another log's, "
                    + "or one of the two is not genuine")
        } else if number == next, previous != head.hash {
            note(.changed, number, "entry \(number) does not follow the one before it: one of the two is not genuine")
        } else if number > next {
            let what = number == next + 1 ? "entry \(next) is" : "entries \(next) to \(number - 1) are"
            note(.missing, next, "\(what) missing before entry \(number)")
        } else if found == head {
            note(.duplicated, number, "entry \(number) stands there twice")
            return false
        } else if number < next {
            note(.reordered, number, "entry \(number) stands behind entry \(head.sequence)")
            return false
        }
        return true
    }

    /// Looks for the entries that are expected.
    private mutating func compare(_ found: AuditHead) {
        for known in expected where known.sequence == found.sequence && known.hash != found.hash {
            note(
                .changed, found.sequence,
                "entry \(found.sequence) has another hash than is expected: the log was made anew up to it or before")
        }
        expected.removeAll { $0.sequence == found.sequence }
    }

    private mutating func note(_ kind: AuditFlaw.Kind, _ sequence: Int64?, _ description: String) {
        let place = (file.map { "\($0): " } ?? "") + "line \(lineOfFile): "
        append(AuditFlaw(kind, file: file, line: lineOfFile, sequence: sequence, place + description))
    }

    private mutating func append(_ flaw: AuditFlaw) {
        flawCount += 1
        if flaws.count < Self.maximumFlaws { flaws.append(flaw) }
    }

    /// What a line holds as the hash of the one before: it stands right before its own.
    static func previous(_ line: [UInt8]) -> String? {
        let rest = line.dropLast(AuditHead.ending).suffix(78)
        guard rest.starts(with: Array(#","previous":""#.utf8)), rest.last == UInt8(ascii: "\"") else { return nil }
        return String(decoding: rest.dropFirst(13).dropLast(), as: UTF8.self)
    }
}
