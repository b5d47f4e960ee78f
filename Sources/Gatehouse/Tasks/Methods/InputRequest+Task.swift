import GatehouseJSON
import GatehouseProtocol

extension InputRequest {
    /// The request with the name of the task that it belongs to in its `_meta` (basic/utilities/tasks, "Related Task
    /// Metadata", 2025-11-25).
    func related(to task: String) -> InputRequest {
        func added(to meta: JSONObject?) -> JSONObject {
            var meta = meta ?? [:]
            meta[MetaKey.relatedTask] = ["taskId": .string(task)]
            return meta
        }
        switch self {
        case .createMessage(var request):
            request.params.meta = added(to: request.params.meta)
            return .createMessage(request)
        case .listRoots(var request):
            request.params.meta = added(to: request.params.meta)
            return .listRoots(request)
        case .elicit(let request):
            switch request.params {
            case .form(var params):
                params.meta = added(to: params.meta)
                return .elicit(ElicitRequest(params: .form(params)))
            case .url(var params):
                params.meta = added(to: params.meta)
                return .elicit(ElicitRequest(params: .url(params)))
            }
        }
    }
}
