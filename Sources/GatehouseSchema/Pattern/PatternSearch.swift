/// One search that follows all ways through a regular expression at once (Thompson's simulation).
///
/// What lookahead and lookbehind say is worked out beforehand for every place in the text, by searches of the same
/// kind, the former from the text's end: so they take linear time as well.
struct PatternSearch {
    private let instructions: [PatternInstruction]
    private let sets: [ScalarSet]
    private let looks: [PatternLook]
    private let limit: Int
    private(set) var work = 0
    /// The instructions that wait for the next scalar, and those that wait for the one after it.
    private var current: PatternThreads
    private var upcoming: PatternThreads
    /// Instructions yet to be looked at while one is followed.
    private let stack: UnsafeMutableBufferPointer<Int32>
    /// For each lookaround whether it holds at each place.
    private var marks: [[Bool]] = []
    /// Whether the end of the expression was reached since this was last asked.
    private var isMatch = false

    /// A place between two scalars of the text.
    private struct Place {
        var offset = 0
        var before: Unicode.Scalar?
        var next: Unicode.Scalar?
    }

    /// How many numbers of room a search needs.
    static func room(for count: Int) -> Int { count * 6 + 2 }

    init(_ pattern: Pattern, room: UnsafeMutableBufferPointer<Int32>, limit: Int) {
        instructions = pattern.instructions
        sets = pattern.sets
        looks = pattern.looks
        self.limit = limit
        let count = pattern.instructions.count
        room.initialize(repeating: 0)
        current = PatternThreads(room.extracting(0..<(2 * count)))
        upcoming = PatternThreads(room.extracting((2 * count)..<(4 * count)))
        stack = room.extracting((4 * count)..<room.count)
    }

    /// Whether the expression occurs in a text.
    mutating func finds(in text: String) -> Bool {
        if !looks.isEmpty { markLooks(in: Array(text.unicodeScalars)) }
        var scalars = text.unicodeScalars.makeIterator()
        var place = Place(next: scalars.next())
        while work <= limit {
            follow(0, at: place)
            if isMatch { return true }
            guard let scalar = place.next else { return false }
            place = Place(offset: place.offset + 1, before: scalar, next: scalars.next())
            advance(over: scalar, to: place)
            if isMatch { return true }
        }
        return false
    }

    /// Works out where the lookarounds hold. Inner ones come after those that they are in, so the last goes first.
    private mutating func markLooks(in scalars: [Unicode.Scalar]) {
        marks = looks.map { _ in [] }
        for index in looks.indices.reversed() {
            marks[index] = self.marks(of: looks[index], in: scalars)
        }
    }

    private mutating func marks(of look: PatternLook, in scalars: [Unicode.Scalar]) -> [Bool] {
        var marks = [Bool](repeating: false, count: scalars.count + 1)
        current.removeAll()
        for step in 0...scalars.count where work <= limit {
            let offset = look.isAhead ? scalars.count - step : step
            let place = Place(
                offset: offset,
                before: offset > 0 ? scalars[offset - 1] : nil,
                next: offset < scalars.count ? scalars[offset] : nil
            )
            isMatch = false
            if step > 0 { advance(over: scalars[look.isAhead ? offset : offset - 1], to: place) }
            follow(look.entry, at: place)
            marks[offset] = isMatch
        }
        current.removeAll()
        isMatch = false
        return marks
    }

    /// Reads a scalar in every thread.
    private mutating func advance(over scalar: Unicode.Scalar, to place: Place) {
        work += current.count + 1
        swap(&current, &upcoming)
        current.removeAll()
        for position in 0..<upcoming.count {
            let thread = upcoming[position]
            guard case .scalars(let set) = instructions[thread], sets[set].contains(scalar) else { continue }
            follow(thread + 1, at: place)
        }
    }

    /// Adds the threads that an instruction leads to without reading, and notes whether the end is among them.
    private mutating func follow(_ start: Int, at place: Place) {
        var height = 0
        push(start, &height)
        while height > 0 {
            height -= 1
            let thread = Int(stack[height])
            guard current.insert(thread) else { continue }
            work += 1
            switch instructions[thread] {
            case .match: isMatch = true
            case .scalars: break
            case .jump(let target): push(target, &height)
            case .split(let first, let second):
                push(second, &height)
                push(first, &height)
            case .assertion(let assertion): if holds(assertion, at: place) { push(thread + 1, &height) }
            }
        }
    }

    private func holds(_ assertion: PatternAssertion, at place: Place) -> Bool {
        switch assertion {
        case .start: place.before == nil
        case .end: place.next == nil
        case .wordBoundary(let isNegated): (Self.isWord(place.before) != Self.isWord(place.next)) != isNegated
        case .look(let index, let isNegated): marks[index][place.offset] != isNegated
        }
    }

    /// Every instruction is followed once and puts at most two others on the stack, which has room for that.
    private func push(_ thread: Int, _ height: inout Int) {
        stack[height] = Int32(truncatingIfNeeded: thread)
        height += 1
    }

    private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
        scalar.map { ScalarSet.wordCharacters.contains($0) } ?? false
    }
}
