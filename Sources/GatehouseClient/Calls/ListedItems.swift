public import GatehouseJSON
import GatehouseProtocol

/// What a server lists, as an asynchronous sequence: pages are asked for as they are needed.
///
/// It throws ``ClientError``. The list may change while it is read, so that an entry may come twice or not at all.
public struct ListedItems<Element: JSONDecodable & Sendable>: AsyncSequence, Sendable {
    let connection: Connection
    let kind: ListedKind

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(reader: PageReader(connection, kind, .kept), method: kind.method)
    }

    /// Reads a list.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private var reader: PageReader
        private let method: String
        private var page: ArraySlice<JSONValue> = []

        init(reader: PageReader, method: String) {
            self.reader = reader
            self.method = method
        }

        /// The next entry; nothing at the end of the list.
        ///
        /// - Throws: ``ClientError``.
        public mutating func next() async throws -> Element? {
            while page.isEmpty {
                guard !reader.isDone else { return nil }
                page = try await reader.next()[...]
            }
            guard let value = page.popFirst() else { return nil }
            return try ListedEntry<Element>.read(value, of: method)
        }
    }
}

/// Reads an entry of a list.
enum ListedEntry<Element: JSONDecodable> {
    static func read(_ value: JSONValue, of method: String) throws(ClientError) -> Element {
        do throws(JSONDecodingError) {
            return try Element(json: value)
        } catch {
            throw ClientError(error, in: method)
        }
    }
}
