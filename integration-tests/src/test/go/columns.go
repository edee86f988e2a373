// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"strconv"

	"github.com/milvus-io/milvus-proto/go-api/v2/commonpb"
	"github.com/milvus-io/milvus-proto/go-api/v2/schemapb"
)

func (f field) schema() *schemapb.FieldSchema {
	s := &schemapb.FieldSchema{
		FieldID: f.id, Name: f.name, DataType: f.dataType,
		IsPrimaryKey: f.pk, Nullable: f.nullable, IsDynamic: f.dynamic, AutoID: f.autoID,
	}
	switch {
	case f.dim > 0:
		s.TypeParams = []*commonpb.KeyValuePair{{Key: "dim", Value: strconv.Itoa(f.dim)}}
	case f.dataType == schemapb.DataType_VarChar:
		s.TypeParams = []*commonpb.KeyValuePair{{Key: "max_length", Value: "256"}}
	}
	return s
}

func (s structField) schema() *schemapb.StructArrayFieldSchema {
	schema := &schemapb.StructArrayFieldSchema{FieldID: s.id, Name: s.name}
	for i, f := range s.fields {
		sub := f.schema()
		sub.Name = s.name + "[" + f.name + "]"
		sub.ElementType = s.elem[i]
		sub.TypeParams = append(sub.TypeParams, &commonpb.KeyValuePair{Key: "max_capacity", Value: "16"})
		schema.Fields = append(schema.Fields, sub)
	}
	return schema
}

// column packs a field's values as the proxy does: scalars in full length, vectors without the
// rows that are null.
func (f field) column(rows []row) *schemapb.FieldData {
	data := &schemapb.FieldData{Type: f.dataType, FieldName: f.name, FieldId: f.id, IsDynamic: f.dynamic}
	if f.nullable {
		for _, r := range rows {
			data.ValidData = append(data.ValidData, r[f.name] != nil)
		}
	}
	switch f.dataType {
	case schemapb.DataType_Int64:
		data.Field = scalars(&schemapb.ScalarField_LongData{LongData: &schemapb.LongArray{Data: values[int64](f, rows)}})
	case schemapb.DataType_Double:
		data.Field = scalars(&schemapb.ScalarField_DoubleData{DoubleData: &schemapb.DoubleArray{Data: values[float64](f, rows)}})
	case schemapb.DataType_VarChar, schemapb.DataType_Text:
		data.Field = scalars(&schemapb.ScalarField_StringData{StringData: &schemapb.StringArray{Data: values[string](f, rows)}})
	case schemapb.DataType_JSON:
		var texts [][]byte
		for _, text := range values[string](f, rows) {
			texts = append(texts, []byte(text))
		}
		data.Field = scalars(&schemapb.ScalarField_JsonData{JsonData: &schemapb.JSONArray{Data: texts}})
	case schemapb.DataType_FloatVector:
		var all []float32
		for _, r := range rows {
			if vector, ok := r[f.name].([]float32); ok {
				all = append(all, vector...)
			}
		}
		data.Field = vectors(f.dim, &schemapb.VectorField_FloatVector{FloatVector: &schemapb.FloatArray{Data: all}})
	case schemapb.DataType_Int8Vector:
		var all []byte
		for _, r := range rows {
			if vector, ok := r[f.name].(packed); ok {
				all = append(all, vector.bytes...)
			}
		}
		data.Field = vectors(f.dim, &schemapb.VectorField_Int8Vector{Int8Vector: all})
	case schemapb.DataType_SparseFloatVector:
		sparse := &schemapb.SparseFloatArray{}
		for _, r := range rows {
			if vector, ok := r[f.name].(sparseVector); ok {
				sparse.Contents = append(sparse.Contents, vector.bytes())
				sparse.Dim = max(sparse.Dim, int64(vector.Indices[len(vector.Indices)-1])+1)
			}
		}
		data.Field = vectors(int(sparse.Dim), &schemapb.VectorField_SparseFloatVector{SparseFloatVector: sparse})
	default:
		panic(f.dataType.String())
	}
	return data
}

// columns packs an array of structs as the proxy does: each of its fields is a column of its own,
// an array or an array of vectors.
func (s structField) columns(rows []row) []*schemapb.FieldData {
	var all []*schemapb.FieldData
	for i, f := range s.fields {
		data := &schemapb.FieldData{Type: f.dataType, FieldName: s.name + "[" + f.name + "]", FieldId: f.id}
		if f.dataType == schemapb.DataType_ArrayOfVector {
			array := &schemapb.VectorArray{Dim: int64(f.dim), ElementType: s.elem[i]}
			for _, r := range rows {
				var floats []float32
				for _, element := range r[s.name].([]row) {
					floats = append(floats, element[f.name].([]float32)...)
				}
				array.Data = append(array.Data, vectors(f.dim, &schemapb.VectorField_FloatVector{
					FloatVector: &schemapb.FloatArray{Data: floats},
				}).Vectors)
			}
			data.Field = vectors(f.dim, &schemapb.VectorField_VectorArray{VectorArray: array})
		} else {
			array := &schemapb.ArrayArray{ElementType: s.elem[i]}
			for _, r := range rows {
				array.Data = append(array.Data, field{name: f.name, dataType: s.elem[i]}.column(r[s.name].([]row)).GetScalars())
			}
			data.Field = scalars(&schemapb.ScalarField_ArrayData{ArrayData: array})
		}
		all = append(all, data)
	}
	return all
}

func values[T any](f field, rows []row) []T {
	var all []T
	for _, r := range rows {
		value, _ := r[f.name].(T)
		all = append(all, value)
	}
	return all
}

func scalars[T any](data T) *schemapb.FieldData_Scalars {
	scalar := &schemapb.ScalarField{}
	switch d := any(data).(type) {
	case *schemapb.ScalarField_LongData:
		scalar.Data = d
	case *schemapb.ScalarField_DoubleData:
		scalar.Data = d
	case *schemapb.ScalarField_StringData:
		scalar.Data = d
	case *schemapb.ScalarField_JsonData:
		scalar.Data = d
	case *schemapb.ScalarField_ArrayData:
		scalar.Data = d
	}
	return &schemapb.FieldData_Scalars{Scalars: scalar}
}

func vectors[T any](dim int, data T) *schemapb.FieldData_Vectors {
	vector := &schemapb.VectorField{Dim: int64(dim)}
	switch d := any(data).(type) {
	case *schemapb.VectorField_FloatVector:
		vector.Data = d
	case *schemapb.VectorField_Int8Vector:
		vector.Data = d
	case *schemapb.VectorField_SparseFloatVector:
		vector.Data = d
	case *schemapb.VectorField_VectorArray:
		vector.Data = d
	}
	return &schemapb.FieldData_Vectors{Vectors: vector}
}

// A packed vector, as the file shows it.
type packed struct {
	bytes []byte
}

func (p packed) MarshalJSON() ([]byte, error) {
	numbers := make([]int8, len(p.bytes))
	for i, b := range p.bytes {
		numbers[i] = int8(b)
	}
	return json.Marshal(numbers)
}

type sparseVector struct {
	Indices []uint32  `json:"indices"`
	Values  []float32 `json:"values"`
}

func (s sparseVector) bytes() []byte {
	var out []byte
	for i, index := range s.Indices {
		out = binary.LittleEndian.AppendUint32(out, index)
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(s.Values[i]))
	}
	return out
}
