/// A set of instructions in the order in which they were added, each addition in constant time.
struct PatternThreads {
    /// The instructions, and for each instruction where it would stand among them.
    private let members: UnsafeMutableBufferPointer<Int32>
    private let places: UnsafeMutableBufferPointer<Int32>
    private(set) var count = 0

    /// Makes an empty set in room for twice as many numbers as there are instructions. The room has to be initialized.
    init(_ room: UnsafeMutableBufferPointer<Int32>) {
        members = room.extracting(0..<(room.count / 2))
        places = room.extracting((room.count / 2)..<room.count)
    }

    subscript(position: Int) -> Int { Int(members[position]) }

    mutating func removeAll() { count = 0 }

    /// Adds an instruction. Tells whether it was not there.
    mutating func insert(_ thread: Int) -> Bool {
        let place = Int(places[thread])
        if place < count, members[place] == thread { return false }
        places[thread] = Int32(truncatingIfNeeded: count)
        members[count] = Int32(truncatingIfNeeded: thread)
        count += 1
        return true
    }
}
