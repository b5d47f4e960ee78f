import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// One request over one client, and its answer within the bounds.
struct Exchange {
    let client: HTTPClient
    let options: OutgoingOptions

    func run(_ request: OutgoingRequest, _ url: OutgoingURL) async throws(OutgoingFailure) -> OutgoingResponse {
        do {
            let deadline = NIODeadline.now() + options.timeout.timeAmount
            let response = try await client.execute(message(request, url), deadline: deadline)
            try check(response, against: request)
            return OutgoingResponse(
                status: Int(response.status.code),
                fields: response.headers.map { ($0.name.lowercased(), $0.value) },
                body: try await body(of: response))
        } catch {
            throw OutgoingFailure(sorting: error)
        }
    }

    private func message(_ request: OutgoingRequest, _ url: OutgoingURL) -> HTTPClientRequest {
        var message = HTTPClientRequest(url: url.text)
        message.method = HTTPMethod(rawValue: request.method.description)
        for field in request.fields { message.headers.add(name: field.name, value: field.value) }
        if !request.mediaTypes.isEmpty, !message.headers.contains(name: "Accept") {
            message.headers.add(name: "Accept", value: request.mediaTypes.joined(separator: ", "))
        }
        if !request.body.isEmpty { message.body = .bytes(request.body) }
        return message
    }

    private func check(_ response: HTTPClientResponse, against request: OutgoingRequest) throws(OutgoingFailure) {
        let status = Int(response.status.code)
        guard request.statuses.contains(status) else {
            let kind = (300..<400).contains(status) ? "a redirection, which is not followed: status" : "status"
            throw OutgoingFailure(.unacceptable, "the answer has \(kind) \(status)", status: status)
        }
        let type = Self.mediaType(response.headers.first(name: "Content-Type") ?? "")
        guard request.mediaTypes.isEmpty || request.mediaTypes.contains(type) else {
            let expected = request.mediaTypes.joined(separator: ", ")
            throw OutgoingFailure(.unacceptable, "the answer is not of the media type \(expected)", status: status)
        }
        let codings = response.headers[canonicalForm: "Content-Encoding"].filter { $0.lowercased() != "identity" }
        guard codings.isEmpty else {
            throw OutgoingFailure(.unacceptable, "the answer is encoded, though nobody asked for it", status: status)
        }
        let length = response.headers.first(name: "Content-Length").flatMap { Int($0) } ?? 0
        guard length <= options.maximumBytes else { throw tooLarge }
    }

    private func body(of response: HTTPClientResponse) async throws -> [UInt8] {
        var body: [UInt8] = []
        for try await part in response.body {
            guard body.count + part.readableBytes <= options.maximumBytes else { throw tooLarge }
            body.append(contentsOf: part.readableBytesView)
        }
        return body
    }

    private var tooLarge: OutgoingFailure {
        OutgoingFailure(.unacceptable, "the answer has more than \(options.maximumBytes) bytes")
    }

    private static func mediaType(_ field: String) -> String {
        let type = field.prefix { $0 != ";" }
        return type.trimmingSpaces().lowercased()
    }
}

extension Substring {
    fileprivate func trimmingSpaces() -> Substring {
        var text = drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
