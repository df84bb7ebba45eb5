@node "%~dp0pulumi-resource-linkwan" %*
