import GatehouseProtocol

extension InputRequest {
    /// The request without what only revisions up to 2025-11-25 have: the id by which the end of a visit was announced,
    /// and `_meta`.
    var withoutLegacyMembers: InputRequest {
        switch self {
        case .elicit(let request):
            switch request.params {
            case .form(var form):
                form.meta = nil
                return .elicit(ElicitRequest(params: .form(form)))
            case .url(var page):
                page.elicitationId = nil
                page.meta = nil
                return .elicit(ElicitRequest(params: .url(page)))
            }
        case .createMessage(let request):
            var params = request.params
            params.meta = nil
            return .createMessage(CreateMessageRequest(params: params))
        case .listRoots: return .listRoots(ListRootsRequest(params: RequestParams()))
        }
    }
}
