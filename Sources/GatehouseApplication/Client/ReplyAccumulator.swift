import GatehouseJSON

/// Turns the pieces of a response's body into messages: the one that answers the request, and the ones before it.
struct ReplyAccumulator {
    /// The most bytes of a body of JSON, and of one event of a stream.
    static let maximumBytes = 64 * 1024 * 1024
    private static let limits = JSONLimits(maximumBytes: maximumBytes, maximumDepth: JSONLimits.depthCeiling)

    /// Why a body cannot be understood, as a phrase.
    struct Unreadable: Error, Sendable, Hashable {
        let reason: String
    }

    private let id: Int
    private var events: EventStreamParser?
    private var body: [UInt8] = []
    /// The response to the request, once it is there.
    private(set) var response: JSONObject?

    /// Makes an accumulator for the response to the request of that id.
    init(id: Int, contentType: String?) {
        self.id = id
        let media = contentType?.split(separator: ";").first.map { String($0).lowercased() } ?? ""
        if media.filter({ !$0.isWhitespace }) == "text/event-stream" {
            events = EventStreamParser(maximum: Self.maximumBytes)
        }
    }

    /// Takes the next piece.
    ///
    /// - Returns: The notifications that the piece completes, in order.
    mutating func read(_ bytes: some Collection<UInt8>) throws(Unreadable) -> [JSONObject] {
        guard events != nil else {
            guard body.count + bytes.count <= Self.maximumBytes else { throw Unreadable(reason: "it is too large") }
            body.append(contentsOf: bytes)
            return []
        }
        var completed: [[UInt8]] = []
        do {
            completed = try events?.read(bytes) ?? []
        } catch {
            throw Unreadable(reason: "it has an event of more than \(error.maximum) bytes")
        }
        var notifications: [JSONObject] = []
        for event in completed {
            if let notification = take(try message(event)) { notifications.append(notification) }
        }
        return notifications
    }

    /// Says that the body is complete.
    mutating func finish() throws(Unreadable) {
        guard events == nil, !body.isEmpty else { return }
        response = try message(body)
    }

    private mutating func take(_ message: JSONObject) -> JSONObject? {
        if message["method"] != nil { return message["id"] == nil ? message : nil }
        if message["id"] == .integer(Int64(id)) || message["id"] == nil { response = message }
        return nil
    }

    private func message(_ bytes: [UInt8]) throws(Unreadable) -> JSONObject {
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONValue(parsing: bytes, limits: Self.limits)
        } catch {
            throw Unreadable(reason: "it is not JSON")
        }
        guard let object = value.objectValue else { throw Unreadable(reason: "it is not a JSON object") }
        return object
    }
}
