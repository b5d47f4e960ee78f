/// Puts bytes one behind the other into room that was made for them. What does not fit is left out.
struct ByteCursor {
    private let room: UnsafeMutableRawBufferPointer
    /// How many bytes were put.
    private(set) var count = 0

    init(_ room: UnsafeMutableRawBufferPointer) {
        self.room = room
    }

    mutating func put(_ text: String) {
        let isPut: Void? = text.utf8.withContiguousStorageIfAvailable { put($0) }
        if isPut == nil { Array(text.utf8).withUnsafeBufferPointer { put($0) } }
    }

    /// A field's line.
    mutating func put(field name: String, _ value: String) {
        put(name)
        put(": ")
        put(value)
        put("\r\n")
    }

    private mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count <= room.count - count else { return }
        UnsafeMutableRawBufferPointer(rebasing: room[count...]).copyMemory(from: UnsafeRawBufferPointer(bytes))
        count += bytes.count
    }
}
