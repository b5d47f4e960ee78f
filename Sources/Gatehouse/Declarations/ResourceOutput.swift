public import GatehouseJSON

/// What a resource's function may return.
public protocol ResourceOutput: Sendable {
    /// The value as content.
    var resourceContent: Resource.Content { get }
}

extension Resource.Content: ResourceOutput {
    /// The content as it is.
    public var resourceContent: Resource.Content { self }
}

extension String: ResourceOutput {
    /// The text, of the resource's media type.
    public var resourceContent: Resource.Content { .text(self) }
}

extension Array: ResourceOutput where Element == UInt8 {
    /// The bytes, of the resource's media type.
    public var resourceContent: Resource.Content { .bytes(self) }
}

extension Resource {
    /// Makes a resource, at one URI, of a function that gives text or bytes.
    public init<Output: ResourceOutput>(
        uri: String,
        name: String,
        options: Options = Options(),
        fileID: StaticString = #fileID,
        line: UInt = #line,
        reading function: @escaping @Sendable (TextArguments, Context) async throws -> Output
    ) {
        self.init(uri: uri, name: name, options: options, fileID: fileID, line: line) { request, context in
            try await function(TextArguments(request.variables), context).resourceContent
        }
    }

    /// Makes a resource, at one URI, of a function that gives a value, which is read as JSON.
    @_disfavoredOverload
    public init<Output: JSONEncodable & Sendable>(
        uri: String,
        name: String,
        options: Options = Options(),
        fileID: StaticString = #fileID,
        line: UInt = #line,
        reading function: @escaping @Sendable (TextArguments, Context) async throws -> Output
    ) {
        let mimeType = options.mimeType ?? "application/json"
        self.init(uri: uri, name: name, options: options, fileID: fileID, line: line) { request, context in
            .json(try await function(TextArguments(request.variables), context), mimeType)
        }
    }

    /// Makes a family of resources of a function that takes the template's variables with their types, and gives text or
    /// bytes.
    ///
    /// There is nothing at a URI whose variables do not fit.
    public init<Output: ResourceOutput>(
        template: String,
        name: String,
        options: Options = Options(),
        types: ArgumentTypes = [:],
        fileID: StaticString = #fileID,
        line: UInt = #line,
        reading function: @escaping @Sendable (TextArguments, Context) async throws -> Output
    ) {
        self.init(template: template, name: name, options: options, fileID: fileID, line: line) { request, context in
            try await Self.fitting { try await function(TextArguments(request.variables), context).resourceContent }
        }
        self.types = types
    }

    /// Makes a family of resources of a function that takes the template's variables with their types, and gives a value,
    /// which is read as JSON.
    ///
    /// There is nothing at a URI whose variables do not fit.
    @_disfavoredOverload
    public init<Output: JSONEncodable & Sendable>(
        template: String,
        name: String,
        options: Options = Options(),
        types: ArgumentTypes = [:],
        fileID: StaticString = #fileID,
        line: UInt = #line,
        reading function: @escaping @Sendable (TextArguments, Context) async throws -> Output
    ) {
        let mimeType = options.mimeType ?? "application/json"
        self.init(template: template, name: name, options: options, fileID: fileID, line: line) { request, context in
            try await Self.fitting {
                .json(try await function(TextArguments(request.variables), context), mimeType)
            }
        }
        self.types = types
    }

    private static func fitting(_ body: () async throws -> Content) async throws -> Content {
        do {
            return try await body()
        } catch is InvalidTextArgument {
            throw ResourceNotFound()
        }
    }
}

extension Resource.Content {
    /// A value as JSON text.
    public static func json(_ value: some JSONEncodable, _ mimeType: String = "application/json") -> Resource.Content {
        .text(String(decoding: value.jsonBytes, as: UTF8.self), mimeType: mimeType)
    }
}
