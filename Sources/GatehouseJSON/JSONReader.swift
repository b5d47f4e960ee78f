/// A cursor over a JSON text that was checked before, which makes typed values of it without a tree in between.
///
/// It is pulled: whoever reads asks for the value that he expects. Nothing is allocated but the strings and collections
/// that are made. It cannot be copied and is only lent by ``JSONText/withReader(_:)``, so it never outlives its bytes.
///
///     let start = try reader.beginObject()
///     while reader.nextName() {
///         if reader.isName("isbn") { reader.read(into: &isbn) }
///         else if reader.isName("stars") { reader.read(into: &stars) }
///         else { reader.unknownName() }
///     }
///
/// Where a member or element does not fit, ``read(into:)`` notes it and goes on behind it, so that everything that is
/// wrong is found in one pass. A reader that has failed gives no value in the end; see ``JSONText/read(_:)``.
public struct JSONReader: ~Copyable {
    @usableFromInline let bytes: UnsafeBufferPointer<UInt8>
    @usableFromInline var position = 0
    /// The bytes of the name that was read last: in the text, or where its escapes were resolved.
    @usableFromInline var nameBytes: UnsafePointer<UInt8>?
    /// How many there are; -1 before the first name.
    @usableFromInline var nameCount = -1
    /// The last name that had escapes.
    private var unescapedName: UnsafeMutableBufferPointer<UInt8>?
    /// How many members and elements did not fit so far.
    @usableFromInline var failures = 0
    private var problems: [Problem] = []

    private struct Problem {
        let offset: Int
        let pointer: JSONPointer
        let message: String
    }

    /// The beginning of a value, to be named when the whole of it turns out to break a rule.
    public struct Mark: Sendable {
        @usableFromInline let offset: Int
        @usableFromInline let failures: Int

        @usableFromInline
        init(offset: Int, failures: Int) {
            self.offset = offset
            self.failures = failures
        }
    }

    /// The most failures after which a reader goes on; a text with more is given up.
    public static let maximumProblems = 64

    @usableFromInline
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    deinit {
        unescapedName?.deallocate()
    }

    /// Takes the name that stands between two places, with escapes.
    mutating func takeEscapedName(_ content: Range<Int>) {
        let resolved = JSONCursor(bytes).unescaped(content)
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, resolved.count))
        _ = copy.initialize(fromContentsOf: resolved)
        unescapedName?.deallocate()
        unescapedName = copy
        nameBytes = UnsafePointer(copy.baseAddress)
        nameCount = resolved.count
    }

    /// Whether something that was read did not fit.
    @inlinable
    public var hasFailed: Bool { failures > 0 }

    /// The value that comes next, as a mark.
    @inlinable
    public var mark: Mark { Mark(offset: position, failures: failures) }

    /// Whether nothing failed since a value was begun.
    @inlinable
    public func isIntact(since mark: Mark) -> Bool { failures == mark.failures }

    /// Notes that a value breaks a rule that its schema says, so that it need not be told here.
    @inlinable
    public mutating func refuse() {
        failures += 1
        if failures > Self.maximumProblems { giveUp() }
    }

    /// Notes what is wrong with a value, or with one inside it, that no schema says.
    ///
    /// - Parameters:
    ///   - problem: What is wrong; its pointer starts at the value that was marked.
    ///   - mark: Where the value begins.
    public mutating func report(_ problem: JSONReadProblem, from mark: Mark) {
        if problems.count < Self.maximumProblems {
            problems.append(Problem(offset: mark.offset, pointer: problem.pointer, message: problem.message))
        }
        refuse()
    }

    /// Goes on behind a value that did not fit.
    @usableFromInline
    mutating func recover(from start: Int) {
        failures += 1
        guard failures <= Self.maximumProblems else { return giveUp() }
        position = start
        skipValue()
    }

    @usableFromInline
    mutating func giveUp() {
        position = bytes.count
    }

    /// What is to be said of a text that did not become a value.
    public func failure(in text: JSONText) -> JSONReadFailure {
        JSONReadFailure(
            problems: problems.map { problem in
                let place = text.pointer(to: problem.offset)
                return JSONReadProblem(
                    pointer: JSONPointer(place.tokens + problem.pointer.tokens), message: problem.message)
            })
    }
}
