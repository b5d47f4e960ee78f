public import GatehouseJSON
import GatehouseProtocol

extension Server {
    /// What each limit would say of a call now, the quotas last; nothing is counted, and nothing is told of limits that do not
    /// concern the caller.
    ///
    /// Limits that servers share are told as this server counts them by itself.
    ///
    /// - Parameters:
    ///   - name: The tool's name; for one that does not exist there are no limits.
    ///   - principal: Who would call.
    ///   - arguments: What the call would cost may depend on them.
    ///   - remoteAddress: Where it would come from.
    public func previewLimits(
        ofTool name: String,
        for principal: Principal,
        arguments: JSONObject = [:],
        remoteAddress: String? = nil
    ) async -> [AdmissionDecision] {
        let snapshot = registry.snapshot
        guard let tool = snapshot.tools.group(name)?.current else { return [] }
        let info = RequestInfo(
            requestID: "", principal: snapshot.table.holder(principal), method: Method.callTool,
            component: .init(kind: .tool, name: name),
            remoteAddress: remoteAddress)
        return await admit.preview(tool, info, arguments)
    }
}
