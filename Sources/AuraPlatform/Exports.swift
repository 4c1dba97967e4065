@_exported public import AuraCore
@_exported public import AuraPolicy
