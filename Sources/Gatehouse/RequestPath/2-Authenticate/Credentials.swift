/// What a request brings to prove who sent it: everything of it but its body.
public struct Credentials: Sendable {
    /// Everything of the request but its body.
    public let head: RequestHead

    /// The credentials that a request's head carries.
    public init(_ head: RequestHead) {
        self.head = head
    }

    /// The credentials of a request that has nothing but these lines of `Authorization`.
    public init(authorization: FieldLines) {
        var head = RequestHead()
        head.authorization = authorization
        self.init(head)
    }

    /// The value of every `Authorization` field line, in order, untouched.
    public var authorization: FieldLines { head.authorization }

    /// The certificate by which the client proved itself to the transport; nothing where it showed none.
    public var clientCertificate: ClientCertificate? { head.clientCertificate }

    /// The lines of another header field, in order.
    ///
    /// - Parameter name: The field's name in lower case, one of ``Authenticator/headerFieldNames``; others are not kept.
    public func lines(of name: String) -> FieldLines {
        let fields = head.fields
        guard !fields.isEmpty else { return [] }
        return FieldLines(fields.lazy.filter { $0.name == name }.map(\.value))
    }

    /// The URL by which the client reached the server, without its query: scheme, host and path. Nothing where the
    /// transport has none, or where the request names no host, or several.
    public var url: String? {
        let hosts = head.reachedHost
        guard head.transport.hasHeaderFields, hosts.count == 1, let host = hosts.first else { return nil }
        return "\(head.scheme)://\(host)\(head.path)"
    }
}
