import GatehouseProtocol

extension InputRequest {
    /// The request as the session's revision knows it.
    ///
    /// - Throws: ``MissingClientCapability`` where the client has not declared what it takes, or could not; and
    ///   ``ClientRequestFailure`` for what the revision cannot say.
    func known(to session: LegacySession) throws -> InputRequest {
        let request = try known(in: session.revision)
        if let missing = request.missingCapabilities(of: session.client) { throw MissingClientCapability(missing) }
        guard case .elicit(let elicit) = request, case .url(var page) = elicit.params else { return request }
        let id = page.elicitationId ?? RandomIdentifier.make()
        page.elicitationId = id
        session.surroundings?.elicitations.note(id, session)
        return .elicit(ElicitRequest(params: .url(page)))
    }

    private func known(in revision: ProtocolRevision) throws -> InputRequest {
        switch self {
        case .listRoots: return self
        case .createMessage(let request):
            return .createMessage(CreateMessageRequest(params: try request.params.known(in: revision)))
        case .elicit(let request):
            switch request.params {
            case .url:
                // Pages came with 2025-11-25 (client/elicitation), forms with 2025-06-18.
                guard revision >= .v2025_11_25 else {
                    throw MissingClientCapability(ClientCapabilities(elicitation: .init(url: [:])))
                }
                return self
            case .form(var form):
                guard revision >= .v2025_06_18 else {
                    throw MissingClientCapability(ClientCapabilities(elicitation: .init(form: [:])))
                }
                guard revision < .v2025_11_25 else { return self }
                form.mode = nil
                form.requestedSchema = try form.requestedSchema.asOf2025_06_18()
                return .elicit(ElicitRequest(params: .form(form)))
            }
        }
    }
}

extension RequestedSchema {
    /// The fields as revision 2025-06-18 has them: titles of choices stand beside them, defaults are for booleans alone, and
    /// there is no choice of several.
    fileprivate func asOf2025_06_18() throws -> RequestedSchema {
        var fields: [Property] = []
        for field in properties {
            fields.append(Property(name: field.name, schema: try field.schema.asOf2025_06_18(field.name)))
        }
        return RequestedSchema(properties: fields, required: required)
    }
}

extension PrimitiveSchemaDefinition {
    fileprivate func asOf2025_06_18(_ name: String) throws -> PrimitiveSchemaDefinition {
        switch self {
        case .boolean: return self
        case .string(var schema):
            schema.default = nil
            return .string(schema)
        case .number(var schema):
            schema.default = nil
            return .number(schema)
        case .choice(.untitledSingleSelect(var schema)):
            schema.default = nil
            return .choice(.untitledSingleSelect(schema))
        case .choice(.legacyTitled(var schema)):
            schema.default = nil
            return .choice(.legacyTitled(schema))
        case .choice(.titledSingleSelect(let schema)):
            return .choice(
                .legacyTitled(
                    LegacyTitledEnumSchema(
                        title: schema.title, description: schema.description, enum: schema.oneOf.map(\.const),
                        enumNames: schema.oneOf.map(\.title))))
        case .choice(.untitledMultiSelect), .choice(.titledMultiSelect):
            throw ClientRequestFailure(
                "the client cannot be asked for \(name): revision 2025-06-18 has no choice of several")
        }
    }
}

extension CreateMessageRequestParams {
    /// The conversation as a revision has it: tools, and several blocks in one message, came with 2025-11-25
    /// (client/sampling), and so did the capability for context.
    fileprivate func known(in revision: ProtocolRevision) throws -> CreateMessageRequestParams {
        guard revision < .v2025_11_25 else { return self }
        guard tools == nil, toolChoice == nil else {
            throw MissingClientCapability(ClientCapabilities(sampling: .init(tools: [:])))
        }
        var params = self
        params.includeContext = nil
        params.messages = []
        for message in messages {
            for block in message.content.blocks {
                try block.check(in: revision)
                params.messages.append(SamplingMessage(role: message.role, content: .one(block)))
            }
        }
        return params
    }
}

extension SamplingMessageContentBlock {
    fileprivate func check(in revision: ProtocolRevision) throws {
        switch self {
        case .text, .image: break
        case .audio:
            guard revision >= .v2025_03_26 else {
                throw ClientRequestFailure("the client cannot be asked: revision 2024-11-05 has no audio")
            }
        case .toolUse, .toolResult:
            throw MissingClientCapability(ClientCapabilities(sampling: .init(tools: [:])))
        }
    }
}
