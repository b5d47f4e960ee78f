/// The encoded pages of one state of a list, bounded in number and bytes. Where there is no room the oldest ones go.
struct KeptPages<Key: Hashable & Sendable>: Sendable {
    /// The state of the list that the pages are of.
    private(set) var generation: UInt64 = 0
    private(set) var bytes = 0
    private var pages: [Key: [UInt8]] = [:]
    /// The keys in the order of their pages' age; those before ``oldest`` are gone.
    private var keys: [Key] = []
    private var oldest = 0
    private let maximumPages: Int
    private let maximumBytes: Int

    init(maximumPages: Int, maximumBytes: Int) {
        self.maximumPages = max(1, maximumPages)
        self.maximumBytes = maximumBytes
    }

    var count: Int { pages.count }

    /// A page of a state of the list, where it is kept.
    func page(_ key: Key, _ generation: UInt64) -> [UInt8]? {
        generation == self.generation ? pages[key] : nil
    }

    /// Keeps a page, unless the list has moved on. The first page of a new state takes the place of all earlier ones.
    mutating func keep(_ page: [UInt8], _ key: Key, _ generation: UInt64) {
        guard generation >= self.generation, page.count <= maximumBytes else { return }
        if generation > self.generation {
            self = KeptPages(maximumPages: maximumPages, maximumBytes: maximumBytes)
            self.generation = generation
        }
        guard pages[key] == nil else { return }
        while pages.count >= maximumPages || bytes + page.count > maximumBytes { dropOldest() }
        pages[key] = page
        keys.append(key)
        bytes += page.count
    }

    private mutating func dropOldest() {
        guard oldest < keys.count else { return }
        if let page = pages.removeValue(forKey: keys[oldest]) { bytes -= page.count }
        oldest += 1
        guard oldest > keys.count / 2 else { return }
        keys.removeFirst(oldest)
        oldest = 0
    }
}
