import GatehouseMacros

/// What a room may have.
@Schemable(naming: .snakeCase)
enum Equipment {
    case screen
    case whiteboard
    /// Camera and microphones for those who are elsewhere.
    case videoConference
    case stage
}
