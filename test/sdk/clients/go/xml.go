package main

import (
	"encoding/xml"
	"strings"
)

type node struct {
	XMLName  xml.Name
	Text     string `xml:",chardata"`
	Children []node `xml:",any"`
}

// parseXML returns the content of the root element: a string, or a map in which repeated elements are lists.
func parseXML(text string) (any, error) {
	var root node
	if err := xml.Unmarshal([]byte(text), &root); err != nil {
		return nil, err
	}
	return root.value(), nil
}

func (n node) value() any {
	if len(n.Children) == 0 {
		return strings.TrimSpace(n.Text)
	}
	values := map[string][]any{}
	for _, child := range n.Children {
		values[child.XMLName.Local] = append(values[child.XMLName.Local], child.value())
	}
	fields := map[string]any{}
	for name, items := range values {
		fields[name] = items
		if len(items) == 1 {
			fields[name] = items[0]
		}
	}
	return fields
}
