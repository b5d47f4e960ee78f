/// What sessions need of the server around them: who tells of changes, and who may hear of them.
struct SessionSurroundings: Sendable {
    let hub: Subscriptions
    let visibility: ResourceVisibility
    /// The lists whose changes are told.
    let kinds: ComponentKinds
    let elicitations: Elicitations
    let tasks: any TaskNotices
}
